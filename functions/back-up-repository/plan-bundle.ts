import type { WriteBundle } from '../../shared/core/backup-effect.ts';
import { chainName, chainTime } from '../../shared/core/backup-keys.ts';
import type { BackupRecord, PointSummary } from '../../shared/core/backup-record.ts';
import { defined } from '../../shared/core/defined.ts';
import { type Instant, second } from '../../shared/core/time.ts';
import type { Observed, SourceSeen } from './observe.ts';
import { isDamaged } from './timing.ts';

/** More would not make the pack smaller; stock git names as many in one round. */
const mostHaves = 256;

/** Where the next bundle goes and what is in it; nothing when the newest point says all there is. */
export function planBundle(
  parts: {
    readonly record: BackupRecord;
    readonly newest: Observed['newest'];
    readonly source: SourceSeen;
    readonly fullEveryMs: number;
  },
  now: Instant,
): Omit<WriteBundle, 'kind' | 'backup' | 'repository' | 'takenAt' | 'refs'> | undefined {
  const { record, newest, source, fullEveryMs } = parts;
  const { digest, defaultBranch, refs, leftOut } = source;
  const state = defined({ digest, defaultBranch, leftOut });
  const tips = [...new Set(refs.values())];
  const isFull =
    newest === undefined ||
    now - (chainTime(newest.chain) ?? 0) >= fullEveryMs ||
    isDamaged({ ...record, newest });
  if (isFull) {
    if (tips.length === 0) return undefined;
    return {
      ...state,
      chain: nextChain(newest ?? record.newest, now),
      sequence: 0,
      haves: [],
      wants: tips,
    };
  }
  if (isAsBefore(newest, source)) return undefined;
  const held = new Set(newest.tips.values());
  return {
    ...state,
    chain: newest.chain,
    sequence: newest.sequence + 1,
    haves: havesOf(newest.tips, refs),
    wants: tips.filter((oid) => !held.has(oid)),
  };
}

function isAsBefore(newest: PointSummary, { digest, defaultBranch, leftOut }: SourceSeen): boolean {
  return (
    newest.digest === digest &&
    newest.defaultBranch === defaultBranch &&
    newest.leftOut?.count === leftOut?.count
  );
}

/** Never the name of the chain before, though the clock stood still: its places are taken. */
function nextChain(before: { readonly chain: string } | undefined, now: Instant): string {
  const earliest = before === undefined ? 0 : (chainTime(before.chain) ?? 0) + second;
  return chainName(Math.max(now, earliest));
}

/**
 * Branch tips of the last point, those that moved first: what is new most likely builds on them. Only commits can be
 * prerequisites of a bundle, and a tag may be anything.
 */
function havesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const branches = [...before].filter(([ref]) => ref.startsWith('refs/heads/'));
  const moved = branches.filter(([ref, oid]) => after.get(ref) !== oid);
  return [...new Set([...moved, ...branches].map(([, oid]) => oid))].slice(0, mostHaves);
}
