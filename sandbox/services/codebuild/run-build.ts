import type { Scope } from '../../kernel/world.ts';
import type { Build, BuildPhase, BuildPlan, PhaseContext, RunnerPhase } from './build.ts';
import { type BuildLog, buildLog, logsAfterStart } from './build-log.ts';
import { type BuildSession, buildRunner, type OnFailure, type PhaseResult } from './build-runner.ts';
import { closePhase, phaseAfter } from './phases.ts';
import { codebuildState } from './state.ts';

const COMMAND_PHASES: readonly string[] = ['INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD'];

interface Run {
  readonly scope: Scope;
  readonly build: Build;
  readonly plan: BuildPlan;
  readonly signal: AbortSignal;
  readonly session: BuildSession;
  readonly log: BuildLog;
}

/**
 * Takes a build that left the queue through its phases, to the open COMPLETED phase. Gives how often it may be
 * repeated automatically if it failed. Never rejects: a defect of the sandbox ends the phase as FAULT.
 */
export async function runBuild(
  scope: Scope,
  start: { build: Build; queued: BuildPhase; signal: AbortSignal },
): Promise<number> {
  const { build, signal } = start;
  const plan = planOf(scope, build);
  const log = buildLog(scope, build);
  const session = buildRunner.of(scope.world).open({ scope, build, plan, log });
  const run: Run = { scope, build, plan, signal, session, log };
  let phase = closePhase(scope, build, {
    phase: start.queued,
    status: 'SUCCEEDED',
    next: 'PROVISIONING',
  });
  let retries = build.autoRetryConfig?.autoRetryLimit ?? 0;
  while (phase.phaseType !== 'COMPLETED') {
    const ended = await runPhase(run, phase as BuildPhase & { phaseType: RunnerPhase });
    if (ended.onFailure?.kind === 'RETRY') retries = ended.onFailure.limit;
    phase = ended.next;
  }
  await closeSession(session);
  return retries;
}

function planOf(scope: Scope, build: Build): BuildPlan {
  const request = codebuildState(scope).requests.get(build.id);
  if (!request) throw new Error(`Build ${build.id} was never asked for`);
  return request.plan;
}

async function runPhase(
  run: Run,
  phase: BuildPhase & { phaseType: RunnerPhase },
): Promise<{ next: BuildPhase; onFailure?: OnFailure | undefined }> {
  const { scope, build, log } = run;
  if (phase.phaseType === 'DOWNLOAD_SOURCE') build.logs = logsAfterStart(scope, build, run.plan.logsConfig);
  logEntry(log, phase.phaseType);
  const result = await carryOut(run, phase.phaseType);
  Object.assign(build, result.findings);
  const { status, context } = verdictOf(run, phase.phaseType, result);
  logEnd(log, { phase: phase.phaseType, status, context });
  const next = phaseAfter(phase.phaseType, {
    failed: status !== 'SUCCEEDED',
    interrupted: status === 'STOPPED' || status === 'TIMED_OUT' || status === 'FAULT',
    onFailure: result.onFailure,
  });
  const opened = closePhase(scope, build, { phase, status, next, ...(context ? { context } : {}) });
  return { next: opened, onFailure: result.failure ? result.onFailure : undefined };
}

type Outcome = PhaseResult & { defect?: boolean };

async function carryOut({ session, signal }: Run, phase: RunnerPhase): Promise<Outcome> {
  // What tidies up after a stopped build must not be stopped itself.
  const limit = phase === 'FINALIZING' ? new AbortController().signal : signal;
  if (limit.aborted) return {};
  try {
    return await session.run(phase, limit);
  } catch (error) {
    console.error(`The sandbox failed in phase ${phase} of a build`, error);
    return { defect: true, failure: { statusCode: 'INTERNAL_ERROR', message: String(error) } };
  }
}

function verdictOf(
  { signal }: Run,
  phase: RunnerPhase,
  outcome: Outcome,
): { status: 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'STOPPED' | 'TIMED_OUT'; context?: PhaseContext } {
  if (signal.aborted && phase !== 'FINALIZING') {
    return signal.reason === 'TIMED_OUT'
      ? {
          status: 'TIMED_OUT',
          context: { statusCode: 'BUILD_TIMED_OUT', message: 'Build has timed out. ' },
        }
      : { status: 'STOPPED' };
  }
  if (!outcome.failure) return { status: 'SUCCEEDED' };
  return { status: outcome.defect ? 'FAULT' : 'FAILED', context: outcome.failure };
}

function logEntry(log: BuildLog, phase: RunnerPhase): void {
  if (phase === 'DOWNLOAD_SOURCE') log.container('Waiting for agent ping');
  if (phase === 'DOWNLOAD_SOURCE') log.container('Phase is DOWNLOAD_SOURCE');
  if (COMMAND_PHASES.includes(phase)) log.container(`Entering phase ${phase}`);
}

function logEnd(
  log: BuildLog,
  end: { phase: RunnerPhase; status: string; context: PhaseContext | undefined },
): void {
  if (end.phase === 'PROVISIONING' || end.phase === 'FINALIZING') return;
  const { statusCode = '', message = '' } = end.context ?? {};
  log.container(`Phase complete: ${end.phase} State: ${end.status}`);
  log.container(`Phase context status code: ${statusCode} Message: ${message}`);
}

async function closeSession(session: BuildSession): Promise<void> {
  try {
    await session.close();
  } catch (error) {
    console.error('The sandbox could not tidy up after a build', error);
  }
}
