import { defined } from '../core/defined.ts';
import type { Pattern } from '../core/pattern/linear-pattern.ts';
import type { Failure, Reason } from '../core/reason.ts';
import { redactLines } from '../redact/redact.ts';
import { composeExcerpt, type ExcerptLimits } from './compose-excerpt.ts';
import { type ContainerLog, type RunCommand, readContainerLog } from './container-log.ts';
import type { Finding } from './define.ts';
import { comparisonIn } from './details.ts';
import { meaningOfExit } from './exit-codes.ts';
import { findFailures } from './find-failures.ts';
import { withoutSourceFolder } from './place.ts';
import { printedLines } from './printed-lines.ts';

export interface ReasonOptions {
  readonly limits: ExcerptLimits;
  /** The configuration's own expressions of what is secret. */
  readonly redact?: readonly Pattern[];
  /** The phase that CodeBuild says failed. */
  readonly phase?: string | undefined;
}

/** A log that is longer is read from its end. */
const mostLines = 10_000;

const mostFailures = 5;

/** With fewer lines a command has said next to nothing. */
const leastOutput = 3;

/**
 * Why a build failed: what the failing command printed is read by the tools that print such things. Terminal codes
 * are removed, secrets redacted, and everything cut to what people read. Nothing when the part of the log that tells
 * of the failing phase is not among these lines.
 */
export function reasonOf(log: readonly string[], options: ReasonOptions): Reason | undefined {
  const container = readContainerLog(log.slice(-mostLines));
  if (!isAmong(container, options.phase)) return undefined;
  const printed = printedLines(failingOutput(container));
  const lines = redactLines(printed, options.redact);
  const { tools, findings } = findFailures(lines);
  return defined({
    tools,
    failures: findings.slice(0, mostFailures).map((finding) => failureOf(finding, lines)),
    count: findings.length,
    ...composeExcerpt(lines, findings, options.limits),
    exit: meaningOfExit(container.failure?.exitCode),
  });
}

/**
 * Whether these lines tell all that `reasonOf` looks for, so that nothing before them would change what it gives: they
 * reach from where the failing phase began to where CodeBuild says that it failed. Of POST_BUILD that is only known
 * together with its name, for it runs also when another phase has failed before.
 */
export function reachesFailure(log: readonly string[], phase: string | undefined): boolean {
  const { failure } = readContainerLog(log);
  if (!failure?.isPhaseWhole) return false;
  return phase === undefined ? failure.phase !== 'POST_BUILD' : failure.phase === phase;
}

/** The phases in which commands run. */
const commandPhases = ['INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD'];

function isAmong({ failure, phase: last }: ContainerLog, phase: string | undefined): boolean {
  if (phase === undefined || !commandPhases.includes(phase)) return true;
  const told = failure ? failure.phase : last;
  return told === undefined || told === phase;
}

/** What the failing command printed; when that is next to nothing, all that its phase had printed until then. */
function failingOutput({ commands, failure }: ContainerLog): readonly string[] {
  const until = failure ? commands.slice(0, failure.at + 1) : commands;
  const failed = until.at(-1);
  if (failed === undefined) return [];
  if (saysSomething(failed)) return failed.output;
  return until.filter(({ phase }) => phase === failed.phase).flatMap(({ output }) => output);
}

function saysSomething({ output }: RunCommand): boolean {
  const said = output.filter((line) => line !== '');
  return said.length >= leastOutput || (said.length > 0 && findFailures(said).findings.length > 0);
}

const longest = { title: 200, file: 200, message: 300, expected: 120, received: 120 };

function failureOf({ failure, at }: Finding, lines: readonly string[]): Failure {
  const { title, file, line, message } = failure;
  const compared = comparisonIn(at.map((index) => lines[index] ?? ''));
  const { expected, received } = failure.expected === undefined ? compared : failure;
  return defined({
    title: cut(title, longest.title),
    file: file === undefined ? undefined : cut(file, longest.file),
    line,
    message: message === undefined || message === title ? undefined : cut(message, longest.message),
    expected: expected === undefined ? undefined : cut(expected, longest.expected),
    received: received === undefined ? undefined : cut(received, longest.received),
  });
}

function cut(whole: string, length: number): string {
  const text = withoutSourceFolder(whole);
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
