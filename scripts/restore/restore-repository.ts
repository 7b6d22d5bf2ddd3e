import { type CodeCommitPlace, codeCommitRemotes } from '../../shared/aws/codecommit-remotes.ts';
import { codeCommitRepositories } from '../../shared/aws/codecommit-repositories.ts';
import type { Point } from '../../shared/backup/point.ts';
import { restoreChain } from '../../shared/backup/restore-chain.ts';
import type { LeftOut } from '../../shared/core/backup-record.ts';
import type { Bucket } from '../../shared/core/bucket.ts';
import { defined } from '../../shared/core/defined.ts';

/** What was restored, for the last line and for `--json`. */
export interface Restored {
  readonly repository: string;
  readonly into: string;
  readonly backup: string;
  readonly takenAt: string;
  readonly refs: number;
  readonly digest: string;
  readonly defaultBranch?: string;
  /** What the backup never held. */
  readonly leftOut?: LeftOut;
}

/** Restores a point into a repository of CodeCommit, which is made when it does not exist; throws why it could not. */
export async function restoreRepository(
  parts: {
    readonly place: CodeCommitPlace;
    readonly bucket: Bucket;
    readonly onProgress: (line: string) => void;
  },
  point: Point,
  into: string,
): Promise<Restored> {
  const repositories = codeCommitRepositories({ region: parts.place.region });
  if ((await repositories.get(into)) === undefined) {
    parts.onProgress(`Making repository ${into}`);
    await repositories.create({ name: into });
  }
  const remote = codeCommitRemotes(parts.place)(into);
  try {
    await restoreChain({
      bucket: parts.bucket,
      point,
      target: {
        remote,
        defaultBranch: async () => (await repositories.get(into))?.defaultBranch,
        setDefaultBranch: (branch) => repositories.setDefaultBranch(into, branch),
      },
      onProgress: ({ pointsDone, pointsTotal }) => {
        if (pointsDone < pointsTotal) parts.onProgress(`Bundle ${pointsDone + 1} of ${pointsTotal}`);
      },
    });
  } finally {
    remote.close();
  }
  const { repository, backup, takenAt, refs, digest, defaultBranch, leftOut } = point;
  const told = { repository, into, backup, takenAt, refs: Object.keys(refs).length, digest };
  return defined({ ...told, defaultBranch, leftOut });
}
