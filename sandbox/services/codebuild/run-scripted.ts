import { sleep } from '../../kernel/clock.ts';
import type { Scope } from '../../kernel/world.ts';
import type { Build, BuildFindings, PhaseContext, RunnerPhase } from './build.ts';
import type { BuildRequest, BuildRunner, PhaseResult } from './build-runner.ts';
import { saveReport, type TestOutcome } from './save-report.ts';

/** How one phase goes: its seconds of sandbox time, what its commands print, and how it fails, if it does. */
export interface PhaseScript {
  readonly seconds?: number;
  readonly output?: readonly string[];
  /** The command that fails and its exit status, or a context of its own kind. */
  readonly failure?: { readonly command: string; readonly exitStatus: number } | PhaseContext;
}

/** How a build goes. What is left out succeeds in no time. */
export interface BuildScript {
  readonly phases?: Partial<Record<RunnerPhase, PhaseScript>>;
  /** The commit; when absent, the source version if that is a commit id. */
  readonly resolvedSourceVersion?: string;
  readonly exportedEnvironmentVariables?: Readonly<Record<string, string>>;
  /** Group name (without the project's) to its tests. */
  readonly reports?: Readonly<Record<string, readonly TestOutcome[]>>;
  /** Seconds for which reports still say GENERATING after the build has them. */
  readonly reportDelaySeconds?: number;
}

/** Carries out builds by a script: no processes, no files, and every wait on the world's clock. */
export function runScripted(scriptOf: (build: Readonly<Build>) => BuildScript): BuildRunner {
  return {
    open(request) {
      const script = scriptOf(request.build);
      return {
        run: (phase, signal) => runPhase({ request, script, phase }, signal),
        close() {},
      };
    },
  };
}

interface Step {
  readonly request: BuildRequest;
  readonly script: BuildScript;
  readonly phase: RunnerPhase;
}

async function runPhase(step: Step, signal: AbortSignal): Promise<PhaseResult> {
  const { request, script, phase } = step;
  const { seconds = 0, output = [], failure } = script.phases?.[phase] ?? {};
  request.log.output(output);
  if (seconds > 0) await sleepUntilAborted(request.scope, seconds * 1000, signal);
  if (signal.aborted) return {};
  const context = failure && contextOf(failure);
  const findings = findingsOf(step);
  return { ...(findings ? { findings } : {}), ...(context ? { failure: context } : {}) };
}

async function sleepUntilAborted({ world }: Scope, delayMs: number, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([sleep(world.clock, delayMs), aborted]);
}

function contextOf(failure: NonNullable<PhaseScript['failure']>): PhaseContext {
  if ('statusCode' in failure) return failure;
  return {
    statusCode: 'COMMAND_EXECUTION_ERROR',
    message: `Error while executing command: ${failure.command}. Reason: exit status ${failure.exitStatus}`,
  };
}

function findingsOf({ request, script, phase }: Step): BuildFindings | undefined {
  const { scope, build } = request;
  if (phase === 'DOWNLOAD_SOURCE') {
    const asked = /^[0-9a-f]{40}$/.exec(build.sourceVersion ?? '')?.[0];
    const version = script.resolvedSourceVersion ?? asked;
    return version === undefined ? undefined : { resolvedSourceVersion: version };
  }
  if (phase !== 'UPLOAD_ARTIFACTS') return undefined;
  const variables = Object.entries(script.exportedEnvironmentVariables ?? {});
  const reports = Object.entries(script.reports ?? {});
  return {
    exportedEnvironmentVariables: variables.map(([name, value]) => ({ name, value })),
    reportArns: reports.map(([group, tests]) =>
      saveReport(scope, build, { group, tests, delayMs: (script.reportDelaySeconds ?? 0) * 1000 }),
    ),
  };
}
