import type { Scope } from '../../kernel/world.ts';
import {
  type Build,
  type BuildPhase,
  type BuildStatus,
  failedPhaseOf,
  type PhaseContext,
  type PhaseType,
  type RunnerPhase,
} from './build.ts';
import type { OnFailure } from './build-runner.ts';
import { publishBuildState, publishPhase } from './events.ts';

const ORDER: readonly RunnerPhase[] = [
  'PROVISIONING',
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'PRE_BUILD',
  'BUILD',
  'POST_BUILD',
  'UPLOAD_ARTIFACTS',
  'FINALIZING',
];

/** What CodeBuild writes for a phase that ran and had nothing to say. */
const NO_CONTEXT: PhaseContext = { statusCode: '', message: '' };

/** Adds a phase that begins now. */
export function openPhase(scope: Scope, build: Build, phaseType: PhaseType): BuildPhase {
  const phase: BuildPhase = { phaseType, startTime: new Date(scope.world.clock.now()) };
  build.phases.push(phase);
  build.currentPhase = phaseType;
  return phase;
}

/** Ends a phase and opens the next, then tells of it: the event already holds the open phase, as on AWS. */
export function closePhase(
  scope: Scope,
  build: Build,
  end: { phase: BuildPhase; status: BuildStatus; context?: PhaseContext; next: PhaseType },
): BuildPhase {
  const { phase, status, next } = end;
  phase.phaseStatus = status;
  phase.endTime = new Date(scope.world.clock.now());
  phase.durationInSeconds = Math.floor((phase.endTime.getTime() - phase.startTime.getTime()) / 1000);
  const hasContexts = phase.phaseType !== 'SUBMITTED' && phase.phaseType !== 'QUEUED';
  if (hasContexts || end.context) phase.contexts = [end.context ?? NO_CONTEXT];
  const opened = openPhase(scope, build, next);
  publishPhase(scope, build, phase);
  return opened;
}

/**
 * The phase after this one. A failed INSTALL or PRE_BUILD ends the commands, a failed BUILD does not keep
 * POST_BUILD from running, and artifacts are always attempted after the commands ran; `on-failure` changes that.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
 */
export function phaseAfter(
  phase: RunnerPhase,
  outcome: { failed: boolean; interrupted: boolean; onFailure?: OnFailure | undefined },
): RunnerPhase | 'COMPLETED' {
  if (phase === 'FINALIZING') return 'COMPLETED';
  if (outcome.interrupted) return 'FINALIZING';
  const next = ORDER[ORDER.indexOf(phase) + 1] ?? 'FINALIZING';
  if (!outcome.failed || outcome.onFailure?.kind === 'CONTINUE') return next;
  if (outcome.onFailure) return 'FINALIZING';
  return phase === 'BUILD' || phase === 'POST_BUILD' ? next : 'FINALIZING';
}

/**
 * Ends the build: its status follows from the first phase that did not succeed. A build that timed out is FAILED
 * with a phase TIMED_OUT, as one user measured (facts, section 2; unconfirmed).
 */
export function completeBuild(scope: Scope, build: Build): void {
  const status = failedPhaseOf(build)?.phaseStatus ?? 'SUCCEEDED';
  build.buildStatus = status === 'TIMED_OUT' ? 'FAILED' : status;
  build.endTime = new Date(scope.world.clock.now());
  build.buildComplete = true;
  publishBuildState(scope, build);
}
