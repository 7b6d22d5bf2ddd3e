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
  /** Why the project is left alone: it answers no check of drawbridge.yml. */
  readonly notOurs?: string;
  /** What a build of the project runs that overrides nothing; nothing when there is no such project. */
  readonly plan?: string;
}

/** Reads the build that the event speaks of, and the recorded one while it is not known to have ended. */
export async function observe(
  ports: { readonly builds: Builds; readonly notOurs: (project: string) => string | undefined },
  request: BranchRequest,
  { record }: { readonly record?: BranchRecord },
): Promise<Observed> {
  const { project, branch } = request;
  const notOurs = ports.notOurs(project);
  if (notOurs !== undefined) return defined({ project, branch, notOurs, builds: [], record });
  const wanted = new Set<string>();
  if (record && !hasEnded(record)) wanted.add(record.buildId);
  if (request.buildId !== undefined && !(record && hasEnded(record) && record.buildId === request.buildId)) {
    wanted.add(request.buildId);
  }
  if (wanted.size === 0) return defined({ project, branch, builds: [], record });
  const [found, plan] = await Promise.all([
    ports.builds.get([...wanted]),
    ports.builds.planOfProject(project),
  ]);
  return defined({ project, branch, builds: found, plan, record });
}
