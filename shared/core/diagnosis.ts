import { redactLine } from '../redact/redact.ts';
import type { Build, BuildPhase } from './build.ts';

/** Where and why a build ended badly, as far as CodeBuild tells. */
export interface Diagnosis {
  /** CodeBuild's phase name, for example `BUILD`. */
  readonly phase: string;
  readonly command?: string;
  readonly exitCode?: number;
  /** The context's sentence when it is not a failed command. */
  readonly message?: string;
}

/** The diagnosis of a build that has ended badly; nothing for any other. */
export function diagnosisOf(build: Build): Diagnosis | undefined {
  return build.status === 'IN_PROGRESS' || build.status === 'SUCCEEDED' ? undefined : diagnose(build);
}

/**
 * Names the phase that ended a build badly: the first one whose status is neither SUCCEEDED nor missing,
 * since POST_BUILD still runs and may succeed after a failed BUILD. Nothing when no phase says so.
 */
export function diagnose(build: Pick<Build, 'phases'>): Diagnosis | undefined {
  const failed = build.phases.find(endedBadly);
  if (failed === undefined) return undefined;
  return { phase: failed.type, ...explainContext(failed) };
}

function endedBadly(phase: BuildPhase): boolean {
  return phase.status !== undefined && phase.status !== 'SUCCEEDED' && phase.status !== 'IN_PROGRESS';
}

// The wording CodeBuild uses for a command that failed (facts: captured events of 2017, 2020 and 2024).
const failedCommand =
  /^Error while executing command: (?<command>[\s\S]*?)\. Reason: exit status (?<code>\d+)\.?$/;

function explainContext(phase: BuildPhase): Omit<Diagnosis, 'phase'> {
  if (phase.context === undefined) return {};
  const { code, message } = phase.context;
  const match = failedCommand.exec(message);
  if (match?.groups !== undefined) {
    return { command: redactLine(match.groups['command'] ?? ''), exitCode: Number(match.groups['code']) };
  }
  return { message: redactLine(message === '' ? code : `${code}: ${message}`) };
}
