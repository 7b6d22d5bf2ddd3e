import { defineBackend, type Scope } from '../../kernel/world.ts';
import type { Build, BuildFindings, BuildPlan, PhaseContext, RunnerPhase } from './build.ts';
import type { BuildLog } from './build-log.ts';

/** What the buildspec says about a failed phase; absent: the usual way on. */
export type OnFailure =
  | { readonly kind: 'ABORT' }
  | { readonly kind: 'CONTINUE' }
  | { readonly kind: 'RETRY'; readonly limit: number };

/** How a phase ended. A `failure` makes it FAILED; a phase that was interrupted is told by the signal. */
export interface PhaseResult {
  readonly failure?: PhaseContext;
  readonly onFailure?: OnFailure;
  readonly findings?: BuildFindings;
}

/** A build as its runner sees it: the live record (read only to the runner) and what else it needs. */
export interface BuildRequest {
  readonly scope: Scope;
  readonly build: Readonly<Build>;
  readonly plan: BuildPlan;
  readonly log: BuildLog;
}

/** One build's environment, from provisioning to its end. */
export interface BuildSession {
  /** Carries out one phase. When the signal is aborted it ends what runs and resolves soon. */
  run(phase: RunnerPhase, signal: AbortSignal): Promise<PhaseResult>;
  /** Gives everything back; called once, however the build ended. */
  close(): void | Promise<void>;
}

/** What carries out builds: real processes, or a script. */
export interface BuildRunner {
  open(request: BuildRequest): BuildSession;
}

export const buildRunner = defineBackend<BuildRunner>('codebuild-runner');
