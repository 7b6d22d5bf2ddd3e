import type { BranchRecord } from '../../shared/core/branch-record.ts';
import { type Build, hasEnded } from '../../shared/core/build.ts';
import { defined } from '../../shared/core/defined.ts';
import type { Builds } from '../../shared/core/ports.ts';
import type { BranchRequest } from './event.ts';

/** What the decision rests on. */
export interface Observed {
  readonly project: string;
  readonly branch: string;
  readonly record?: BranchRecord;
  readonly builds: readonly Build[];
  /** It answers a check of drawbridge.yml. */
  readonly isOurs: boolean;
  /** What a build of the project runs that overrides nothing; nothing when there is no such project. */
  readonly plan?: string;
}

/** Reads the build that the event speaks of, and the recorded one while it is not known to have ended. */
export async function observe(
  { builds, isOurs }: { readonly builds: Builds; readonly isOurs: (project: string) => boolean },
  request: BranchRequest,
  { record }: { readonly record?: BranchRecord },
): Promise<Observed> {
  const { project, branch } = request;
  if (!isOurs(project)) return defined({ project, branch, isOurs: false, builds: [], record });
  const wanted = new Set<string>();
  if (record && !hasEnded(record)) wanted.add(record.buildId);
  if (request.buildId !== undefined && !(record && hasEnded(record) && record.buildId === request.buildId)) {
    wanted.add(request.buildId);
  }
  if (wanted.size === 0) return defined({ project, branch, isOurs: true, builds: [], record });
  const [found, plan] = await Promise.all([builds.get([...wanted]), builds.planOfProject(project)]);
  return defined({ project, branch, isOurs: true, builds: found, plan, record });
}
