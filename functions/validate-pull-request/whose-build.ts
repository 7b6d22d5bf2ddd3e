import type { Build } from '../../shared/core/build.ts';
import { type BuildMarker, markerOf } from '../../shared/core/build-marker.ts';
import { type Standing, standingOf } from '../../shared/core/build-standing.ts';
import { checkAt, type PullRequestRecord } from '../../shared/core/pull-request-record.ts';
import type { PullRequestRules } from './observed.ts';

/** What decides which builds answer a check. */
export interface WhoseBuilds {
  readonly record: PullRequestRecord | undefined;
  readonly rules: PullRequestRules | undefined;
  /** The role that builds are started with. */
  readonly role: string;
}

/** The check that a build says it answers, and whether it does. */
export interface Claim {
  readonly marker: BuildMarker;
  readonly standing: Standing;
}

/**
 * What a build says of itself, judged. Nothing for a build that claims no check, or one that is neither configured
 * nor was ever recorded. A recorded build is followed to its end also when its check has left the configuration:
 * it may have to be stopped.
 */
export function claimOf(build: Build, { record, rules, role }: WhoseBuilds): Claim | undefined {
  const marker = markerOf(build);
  if (marker === undefined) return undefined;
  const state = record && checkAt(record, marker.commit, marker.check);
  const project = state?.buildId === build.id ? state.project : configuredProject(rules, marker.check);
  if (project === undefined) return undefined;
  const expected = { project, role, buildId: state?.buildId, plan: state?.plan };
  return { marker, standing: standingOf(build, expected) };
}

/** The check's name comes from a build's variables: `constructor` is not configured. */
function configuredProject(rules: PullRequestRules | undefined, check: string): string | undefined {
  return rules && Object.hasOwn(rules.builds, check) ? rules.builds[check]?.project : undefined;
}
