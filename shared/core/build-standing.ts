import type { Build } from './build.ts';

/** What a build must be like to answer for something: a check, a branch's badge, and every gate that rests on one. */
export interface ExpectedBuild {
  /** The project that `drawbridge.yml` names for it. */
  readonly project: string;
  /** The build that we recorded when we started it. */
  readonly buildId?: string | undefined;
  /** The role that we start builds with: a run may have died before it could record one. */
  readonly role?: string | undefined;
  /** What our own build, or the project as it is configured, runs. */
  readonly plan?: string | undefined;
}

/** Whether a build counts; one that does not is somebody's, and decides nothing. */
export type Standing =
  | { readonly counts: true }
  | { readonly counts: false; readonly by: string; readonly why: string };

/**
 * The one rule by which a build is trusted. It counts when it is of the project that was configured, and we started
 * it (its id was recorded, or our role is its initiator), or it runs exactly what is expected: then it is a retry
 * without overrides, or a build of the project as it is. Markers in its environment prove nothing: whoever may
 * start builds can write them.
 */
export function standingOf(
  build: Pick<Build, 'id' | 'project' | 'initiator' | 'plan'>,
  expected: ExpectedBuild,
): Standing {
  const by = build.initiator ?? 'somebody';
  if (build.project !== expected.project)
    return { counts: false, by, why: `it is a build of ${build.project}, not of ${expected.project}` };
  const isOurs =
    build.id === expected.buildId ||
    (expected.role !== undefined && build.initiator?.startsWith(`${expected.role}/`) === true);
  if (isOurs || (expected.plan !== undefined && build.plan === expected.plan)) return { counts: true };
  return { counts: false, by, why: 'it does not run what the project is configured to run' };
}
