import { formatDuration } from '../../core/time.ts';
import type { KeptRef, PlanInput, Refs } from '../types.ts';
import {
  type Difference,
  type Draft,
  isForeign,
  keptForeign,
  saveAndUpdate,
  updateOf,
} from './plan-draft.ts';
import { settingsOf } from './replication-policy.ts';

interface Listings {
  /** Refs the replica has and the source has not. */
  readonly vanished: readonly string[];
  readonly source: Refs;
  readonly replica: Refs;
}

/** Plans the deletions, and says of each ref that stays why it does. */
export function planPrune(draft: Draft, input: PlanInput, listings: Listings): void {
  const masses = massesOf(listings);
  for (const ref of listings.vanished) {
    const difference = {
      ref,
      old: listings.replica.get(ref),
      new: undefined,
      settings: settingsOf(input.policy, ref),
    };
    const foreign = isForeign(draft, input, difference);
    const { divergence } = difference.settings;
    const kept =
      foreign && divergence === 'keep-and-alarm'
        ? keptForeign(difference)
        : reasonToKeep(input, { ...listings, masses }, difference);
    if (kept !== undefined) draft.kept.push(kept);
    else if (foreign && divergence === 'backup') saveAndUpdate(draft, input, difference);
    else draft.updates.push(updateOf(difference));
  }
}

function reasonToKeep(
  input: PlanInput,
  { source, masses }: Listings & { readonly masses: Readonly<Record<Kind, Mass>> },
  { ref, settings }: Difference,
): KeptRef | undefined {
  const { prune } = settings;
  const kept = (rule: KeptRef['rule'], why: string, alarm = false): KeptRef => ({
    ref,
    rule,
    reason: `${ref} is not at the source, and is kept: ${why}.`,
    alarm,
  });
  if (prune === 'never') return kept('prune-never', 'the policy deletes nothing');
  if (ref === input.defaultBranch)
    return kept(
      'default-branch',
      'it is the default branch of the replica, which has to be another one first',
      true,
    );
  if (source.size === 0) return kept('source-empty', 'the source lists no branch or tag at all', true);
  const { gone, all } = masses[kindOf(ref)];
  if (all > 1 && gone / all > input.policy.maxVanishedShare)
    return kept(
      'too-many-vanished',
      `${gone} of ${all} ${kindOf(ref)} vanished at once, more than the policy believes`,
      true,
    );
  if (prune === 'immediate') return undefined;
  const wait = (input.missingSince?.get(ref) ?? input.now) + prune.afterMs - input.now;
  return wait > 0 ? kept('prune-later', `it is deleted in ${formatDuration(wait)}`) : undefined;
}

type Kind = 'branches' | 'tags';

/** How many there are of a kind, and how many of them vanished. */
interface Mass {
  readonly gone: number;
  readonly all: number;
}

/**
 * Apart for branches and tags: thousands of tags would make any number of branches a small share. Of a
 * kind of which there was only one, one is no mass: the only tag of a repository can be deleted.
 */
function massesOf({ vanished, replica }: Listings): Readonly<Record<Kind, Mass>> {
  const count = (refs: Iterable<string>, kind: Kind): number =>
    [...refs].filter((ref) => kindOf(ref) === kind).length;
  const massOf = (kind: Kind): Mass => ({ gone: count(vanished, kind), all: count(replica.keys(), kind) });
  return { branches: massOf('branches'), tags: massOf('tags') };
}

function kindOf(ref: string): Kind {
  return ref.startsWith('refs/tags/') ? 'tags' : 'branches';
}
