import type { BuildStatus } from './build.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Instant } from './time.ts';

/** The newest build of a project on a branch, as its badge shows it. */
export interface BranchRecord {
  readonly project: string;
  readonly branch: string;
  readonly buildId: string;
  readonly buildNumber?: number;
  readonly commit?: string;
  readonly status: BuildStatus;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly diagnosis?: Diagnosis;
}

/**
 * The branch that a build's source version names, without `refs/heads/`. Nothing for a commit, a tag, an S3 object
 * (a build run by CodePipeline), or no version at all. A bare name may be a tag; CodeBuild does not tell.
 */
export function branchOfVersion(sourceVersion: string | undefined): string | undefined {
  const version = sourceVersion?.replace(/\^\{[0-9a-f]{7,40}\}$/, '');
  if (!version || /^[0-9a-f]{40}$/.test(version)) return undefined;
  if (version.startsWith('arn:') || version.startsWith('refs/tags/')) return undefined;
  if (version.startsWith('refs/heads/')) return version.slice('refs/heads/'.length);
  return version.startsWith('refs/') ? undefined : version;
}
