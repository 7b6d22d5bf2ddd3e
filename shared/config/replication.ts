import * as z from 'zod';
import { DurationText, parseDuration } from './duration.ts';
import { RegionName } from './region-name.ts';
import { RepositoryName } from './repository-name.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;

/** It stands in metrics, alarms and messages. */
const ReplicationName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'a replication name has 1 to 40 lower-case letters, digits and hyphens, and begins with a letter or digit',
  );

/** A full ref name in which `*` stands for any text, slashes included. */
const RefPattern = z
  .string()
  .max(256, 'a pattern has at most 256 characters')
  .regex(
    /^refs\/(?:heads|tags)\/./,
    'a pattern begins with refs/heads/ or refs/tags/; nothing else is replicated',
  )
  .refine((ref) => !/[\s~^:?[\\]|\.\./.test(ref), 'git allows no such ref name; only * is a wildcard');

const ForcePush = z
  .enum(['follow', 'refuse', 'follow-after-backup'])
  .describe('A branch that is moved to where its history is lost, or a tag that is moved.');

const Prune = DurationText.transform((text, context): 'never' | 'immediate' | { afterMs: number } => {
  if (text === 'never' || text === 'immediate') return text;
  const afterMs = parseDuration(text);
  if (afterMs !== undefined && afterMs >= MINUTE_MS && afterMs <= YEAR_MS) return { afterMs };
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'prune is never, immediate, or a duration between 1m and 365d, such as 12h or 7d',
  });
  return z.NEVER;
}).describe('When a ref is deleted on the replica that the source no longer has.');

const Divergence = z
  .enum(['overwrite', 'keep-and-alarm', 'backup'])
  .describe('What happens to a ref that somebody else wrote on the replica.');

const MaxVanished = z
  .string()
  .transform((text, context) => {
    const percent = Number(/^(?<percent>[0-9]{1,3})%$/.exec(text)?.groups?.['percent'] ?? '0');
    if (percent >= 1 && percent <= 100) return percent / 100;
    context.issues.push({
      code: 'custom',
      input: text,
      message: 'max-vanished is a share of the refs from 1% to 100%',
    });
    return z.NEVER;
  })
  .describe('Nothing is pruned when more than this share of the refs vanishes at once.');

const Rule = z
  .strictObject({
    'force-push': ForcePush.optional(),
    prune: Prune.optional(),
    divergence: Divergence.optional(),
  })
  .refine((rule) => Object.keys(rule).length > 0, 'a rule sets at least one of force-push, prune, divergence')
  .transform((rule) => ({
    ...(rule['force-push'] && { forcePush: rule['force-push'] }),
    ...(rule.prune && { prune: rule.prune }),
    ...(rule.divergence && { divergence: rule.divergence }),
  }));

const Settings = z
  .strictObject({
    repository: RepositoryName.describe('The repository, which has the same name on both sides.'),
    from: RegionName.describe('The Region whose repository is the source.'),
    to: RegionName.describe('The Region that gets the replica.'),
    refs: z
      .array(RefPattern)
      .min(1, 'name at least one pattern, or leave the key out for all branches and tags')
      .max(20, 'at most 20 patterns')
      .default(['refs/heads/*', 'refs/tags/*'])
      .describe('What this replication owns on the replica; everything else there is left alone.'),
    'force-push': ForcePush.default('follow'),
    prune: Prune.prefault('7d'),
    divergence: Divergence.default('keep-and-alarm'),
    'max-vanished': MaxVanished.prefault('50%'),
    rules: z
      .record(RefPattern, Rule)
      .refine((rules) => Object.keys(rules).length <= 20, 'at most 20 rules')
      .default({})
      .describe(
        'Other settings for some refs, by pattern; the first that matches and names a setting holds.',
      ),
  })
  .transform((settings) => ({
    repository: settings.repository,
    from: settings.from,
    to: settings.to,
    policy: {
      refs: settings.refs,
      // The last rule matches every ref and names every setting, so that nothing is left undecided.
      rules: [
        ...Object.entries(settings.rules).map(([refs, rule]) => ({ refs, ...rule })),
        {
          refs: '*',
          forcePush: settings['force-push'],
          prune: settings.prune,
          divergence: settings.divergence,
        },
      ],
      maxVanishedShare: settings['max-vanished'],
    },
  }));

/** The `replication` part of `drawbridge.yml`; what must hold between entries is in `check-replication.ts`. */
export const Replication = z
  .record(ReplicationName, Settings)
  .refine((entries) => Object.keys(entries).length <= 200, 'name at most 200 replications');
