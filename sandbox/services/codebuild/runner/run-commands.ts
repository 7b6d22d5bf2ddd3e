import type { BuildRequest, PhaseResult } from '../build-runner.ts';
import { type Buildspec, type CommandPhase, onFailureOf, type PhaseSpec } from './buildspec.ts';
import type { ShellSession } from './shell-session.ts';

/** A command that failed. */
interface Failure {
  readonly command: string;
  readonly exitStatus: number;
}

interface Work {
  readonly request: BuildRequest;
  readonly spec: Buildspec;
  readonly shell: ShellSession;
  readonly signal: AbortSignal;
  /** Whether every phase so far succeeded, for CODEBUILD_BUILD_SUCCEEDING. */
  readonly succeeding: boolean;
}

/**
 * Runs a phase's commands until one fails, then its `finally` commands, which run either way. The first failure
 * is the phase's.
 */
export async function runCommands(phase: CommandPhase, work: Work): Promise<PhaseResult> {
  const commands = work.spec.phases[phase];
  if (!commands) return {};
  noteWhatIsLeftOut(work, commands);
  const failure = await runList(commands.commands, work);
  const finalFailure = await runList(commands.finally, { ...work, succeeding: work.succeeding && !failure });
  const first = failure ?? finalFailure;
  if (!first) return {};
  const message = `Error while executing command: ${first.command}. Reason: exit status ${first.exitStatus}`;
  const onFailure = onFailureOf(commands.onFailure, message);
  return {
    failure: { statusCode: 'COMMAND_EXECUTION_ERROR', message },
    ...(onFailure ? { onFailure } : {}),
  };
}

async function runList(commands: readonly string[], work: Work): Promise<Failure | undefined> {
  const { request, shell, signal, succeeding } = work;
  for (const command of commands) {
    if (signal.aborted) return undefined;
    request.log.container(`Running command ${command}`);
    const exitStatus = await shell.run(command, { CODEBUILD_BUILD_SUCCEEDING: succeeding ? '1' : '0' });
    if (exitStatus === 0) continue;
    request.log.container(`Command did not exit successfully ${command} exit status ${exitStatus}`);
    return { command, exitStatus };
  }
  return undefined;
}

/** The sandbox has the machine's user and runtimes and no others; a log that hid this would mislead. */
function noteWhatIsLeftOut({ request, spec }: Work, phase: PhaseSpec): void {
  const runAs = phase.runAs ?? spec.runAs;
  if (runAs !== undefined) {
    request.log.container(`The sandbox runs commands as its own user, not as ${runAs}`);
  }
  for (const [runtime, version] of Object.entries(phase.runtimeVersions)) {
    request.log.container(`The sandbox uses this machine's ${runtime}; ${version} was asked for`);
  }
}
