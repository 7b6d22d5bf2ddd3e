import { refsInScope } from '../../shared/git/plan/replication-policy.ts';
import { listRefs } from '../../shared/git/refs/list-refs.ts';
import { refsDigest } from '../../shared/git/refs/refs-digest.ts';
import type { Advertisement, GitRemote } from '../../shared/git/remote-types.ts';
import { syncRefs } from '../../shared/git/sync/sync-refs.ts';
import type { LfsFinding, Refs, ReplicationPolicy, SyncReport } from '../../shared/git/types.ts';
import type { Progress } from './progress.ts';

/** Nothing that is in CodeCommit is overwritten or deleted: a migration only adds and moves forward. */
const policy: ReplicationPolicy = {
  rules: [{ refs: '*', forcePush: 'refuse', prune: 'never', divergence: 'overwrite' }],
  maxVanishedShare: 1,
};

/** A push that is cut is begun again, so it is not to hold too much; each costs two requests. */
const leastRefsPerPush = 25;
const mostPushes = 100;

/** A source that people still write to is followed so often. */
const mostRounds = 3;

export interface Copied {
  readonly refs: Refs;
  /** Equal on both sides; absent when they differ. */
  readonly digest?: string;
  readonly left: readonly { readonly ref: string; readonly reason: string }[];
  readonly lfs: LfsFinding;
  readonly problem?: string;
}

/** Copies what CodeCommit lacks, and compares both sides by a new listing of each. */
export async function copyRefs(parts: {
  readonly source: GitRemote;
  readonly replica: GitRemote;
  readonly listed: Advertisement;
  readonly defaultBranch: string | undefined;
  readonly now: () => number;
  readonly progress: Progress;
}): Promise<Copied> {
  const { source, replica, listed, defaultBranch, progress } = parts;
  refuseOther(replica, (await listRefs(replica, 'git-receive-pack')).refs, listed.refs);
  const pointers: LfsFinding['pointers'][number][] = [];
  let complete = true;
  for (let round = 1; ; round += 1) {
    const report = await syncRefs({
      source,
      replica,
      policy,
      now: parts.now(),
      refsPerPush: Math.max(leastRefsPerPush, Math.ceil(listed.refs.size / mostPushes)),
      ...(defaultBranch !== undefined && { firstBranch: `refs/heads/${defaultBranch}` }),
      onProgress: (done) => progress.update(done),
    });
    pointers.push(...report.lfs.pointers);
    complete &&= report.lfs.complete;
    const verdict = await compare(parts, report);
    if (verdict.digest !== undefined || verdict.left.length > 0 || round === mostRounds)
      return { ...verdict, lfs: { pointers, complete } };
  }
}

/** A repository with refs of its own is no unfinished migration of this source. */
function refuseOther({ url }: GitRemote, found: Refs, wanted: Refs): void {
  const other = [...found.keys()].filter((ref) => !wanted.has(ref));
  if (other.length === 0) return;
  const named = other.slice(0, 3).join(', ');
  const more = other.length > 3 ? ` and ${other.length - 3} more` : '';
  throw new Error(
    `${url} already holds ${named}${more}, which the source does not have; nothing was changed. Take another name, or delete what is there first.`,
  );
}

async function compare(
  { source, replica }: { readonly source: GitRemote; readonly replica: GitRemote },
  report: SyncReport,
): Promise<Omit<Copied, 'lfs'>> {
  const refs = refsInScope(policy, (await listRefs(replica, 'git-receive-pack')).refs);
  const wanted = refsInScope(policy, (await listRefs(source, 'git-upload-pack')).refs);
  const left = leftOf(report);
  const digest = refsDigest(refs);
  if (digest === refsDigest(wanted)) return { refs, digest, left };
  const differing = [...wanted].filter(([ref, oid]) => refs.get(ref) !== oid).length;
  const problem =
    left.length > 0
      ? `${left.length} of ${wanted.size} branches and tags could not be migrated; the others were.`
      : `${differing} of ${wanted.size} branches and tags still differ, because the source is being written to. Run it again.`;
  return { refs, left, problem };
}

function leftOf({ results, kept }: SyncReport): { ref: string; reason: string }[] {
  const refused = results
    .filter(({ status }) => status === 'refused')
    .map(({ ref, reason }) => ({ ref, reason: reason ?? 'it was refused without a reason' }));
  return [...refused, ...kept.map(({ ref, reason }) => ({ ref, reason }))];
}
