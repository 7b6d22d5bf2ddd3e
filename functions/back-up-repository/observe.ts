import { summaryOf } from '../../shared/backup/point.ts';
import { pointAt } from '../../shared/backup/read-points.ts';
import type { BackupRecord, LeftOut, PointSummary } from '../../shared/core/backup-record.ts';
import type { BackupRules } from '../../shared/core/backup-rules.ts';
import type { Bucket } from '../../shared/core/bucket.ts';
import { defined } from '../../shared/core/defined.ts';
import { isControllerError } from '../../shared/core/error.ts';
import type { Repositories } from '../../shared/core/repositories.ts';
import { hour, type Instant } from '../../shared/core/time.ts';
import { listRefs } from '../../shared/git/refs/list-refs.ts';
import { problemOfName } from '../../shared/git/refs/ref-names.ts';
import { refsDigest } from '../../shared/git/refs/refs-digest.ts';
import type { GitRemote } from '../../shared/git/remote-types.ts';
import type { BackupRequest } from './event.ts';
import { nextBackupAt } from './timing.ts';

/** A repository as it stands. */
export interface SourceSeen {
  readonly refs: ReadonlyMap<string, string>;
  readonly digest: string;
  readonly defaultBranch?: string;
  readonly leftOut?: LeftOut;
}

/** What the decision rests on. */
export interface Observed {
  readonly backup: string;
  readonly rules?: BackupRules;
  readonly record?: BackupRecord;
  /** Present when it is time to compare: the repository, or why it could not be read. */
  readonly source?: SourceSeen | { readonly problem: string };
  /** The newest point in the bucket, with its refs. */
  readonly newest?: PointSummary & { readonly tips: ReadonlyMap<string, string> };
}

export interface ObservePorts {
  readonly rulesOf: (backup: string) => BackupRules | undefined;
  readonly repositories: Repositories;
  readonly openSource: (repository: string) => GitRemote;
  readonly bucket: Bucket;
  readonly region: string;
}

/** Reads the repository and the newest point when a backup is due; else nothing but the record. */
export async function observe(
  ports: ObservePorts,
  { backup, requested }: BackupRequest,
  known: { readonly record?: BackupRecord; readonly now: Instant },
): Promise<Observed> {
  const rules = ports.rulesOf(backup);
  if (rules === undefined) return { backup };
  const record = known.record?.repository === rules.repository ? known.record : undefined;
  if (!requested && nextBackupAt(record, rules.everyMs) > known.now)
    return defined({ backup, rules, record });
  const [source, newest] = await Promise.all([
    seeSource(ports, rules.repository),
    seeNewest(ports, { repository: rules.repository, backup, at: known.now + hour }),
  ]);
  return defined({ backup, rules, record, source, newest });
}

/** What a person must mend, and a repository that does not answer, is told by the record and tried again. */
async function seeSource(
  ports: ObservePorts,
  repository: string,
): Promise<SourceSeen | { readonly problem: string }> {
  const remote = ports.openSource(repository);
  try {
    const [metadata, { refs, unfitNames }] = await Promise.all([
      ports.repositories.get(repository),
      listRefs(remote, 'git-upload-pack'),
    ]);
    return defined({
      refs,
      digest: refsDigest(refs),
      defaultBranch: metadata?.defaultBranch,
      leftOut: leftOutOf(unfitNames),
    });
  } catch (error) {
    if (!isControllerError(error)) throw error;
    if (error.code === 'not-found')
      return { problem: `Repository ${repository} does not exist in ${ports.region}.` };
    return { problem: error.message };
  } finally {
    remote.close();
  }
}

function leftOutOf([first, ...more]: readonly string[]): LeftOut | undefined {
  return first === undefined
    ? undefined
    : { count: 1 + more.length, first: problemOfName(first) ?? 'its name is not fit' };
}

/**
 * A record in the bucket that cannot be read, or that no run of ours wrote, is no ground to build on: a new chain is
 * begun. One with a name from the future is nobody's, and would be the newest for ever.
 */
async function seeNewest(
  { bucket }: ObservePorts,
  wanted: { readonly repository: string; readonly backup: string; readonly at: Instant },
): Promise<Observed['newest'] | undefined> {
  try {
    const point = await pointAt(bucket, wanted);
    return point && { ...summaryOf(point), tips: new Map(Object.entries(point.refs)) };
  } catch (error) {
    if (isControllerError(error, 'backup-damaged')) return undefined;
    throw error;
  }
}
