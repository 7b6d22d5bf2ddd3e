import { redactLines } from '../redact/redact.ts';
import type { Pattern } from './pattern/linear-pattern.ts';

/** What to keep of a log: how many lines, and how long a line may get. */
export interface ExcerptLimits {
  readonly lines: number;
  readonly lineLength: number;
}

/**
 * Chooses the part of a build's log that tells why it failed: of what the failing command printed, the lines that
 * say most. Terminal codes are removed, secrets redacted, long lines cut in the middle. Gives no lines for a log
 * without any.
 */
export function excerptOf(
  log: readonly string[],
  limits: ExcerptLimits,
  extraSecrets: readonly Pattern[] = [],
): string[] {
  const lines = redactLines(log.flatMap(plainLines), extraSecrets).filter((line) => line.trim() !== '');
  const window = mostTelling(outputOfLastCommand(untilFailure(lines)), limits.lines);
  return window.map((line) => cutMiddle(line, limits.lineLength));
}

/** What a log that never ends is given up at. */
const mostLines = 1_000;

/**
 * Whether a log's end tells all that `excerptOf` looks for, so that nothing before it would change the excerpt. It
 * does when it reaches back to where a phase began that only begins when nothing has failed before.
 */
export function isEnoughOfLog(log: readonly string[]): boolean {
  if (log.length >= mostLines) return true;
  const lines = untilFailure(log.flatMap(plainLines).filter((line) => line.trim() !== ''));
  const said = lines.map((line) => containerLine.exec(line)?.groups?.['said'] ?? '');
  const hasBegun = said.some((words) => /^Entering phase (?:INSTALL|PRE_BUILD|BUILD)$/.test(words));
  return hasBegun && failedPhase.test(said.at(-1) ?? '') && outputOfFailure(lines).length >= leastOutput;
}

// eslint-style control characters are what this expression is about: colours, cursor moves, titles, hyperlinks.
const terminalCodes = new RegExp(
  [
    '\\u001b\\][^\\u0007\\u001b]{0,2000}(?:\\u0007|\\u001b\\\\)', // OSC … BEL or ST
    '\\u001b\\[[0-9;:?<=>]{0,64}[ -/]{0,4}[@-~]', // CSI
    '\\u001b[@-Z\\\\-_]', // two-character escapes
    '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]', // what is left of control characters
  ].join('|'),
  'g',
);

function plainLines(entry: string): string[] {
  return entry.split(/\r?\n/).map((line) => lastOverwrite(line).replace(terminalCodes, '').trimEnd());
}

/** A progress bar rewrites its line with carriage returns: what was written last is what a person saw. */
function lastOverwrite(line: string): string {
  const parts = line.split('\r').filter((part) => part !== '');
  return parts.at(-1) ?? '';
}

// CodeBuild's own lines begin with "[Container] 2026/03/02 13:42:22.001 ".
const containerLine = /^\[Container\] \d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)? (?<said>.*)$/;
const failedPhase =
  /^Command did not exit successfully|^Phase complete: \w+ State: (?:FAILED|TIMED_OUT|FAULT|STOPPED)/;

/** Everything up to the first line by which CodeBuild says that a command failed; what follows is clean-up. */
function untilFailure(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => failedPhase.test(containerLine.exec(line)?.groups?.['said'] ?? ''));
  if (end === -1) return lines;
  return lines.slice(0, end + 1);
}

/** With fewer lines a command has said next to nothing. */
const leastOutput = 3;

/** What the failing command itself printed; all that was printed when it said next to nothing. */
function outputOfLastCommand(lines: readonly string[]): readonly string[] {
  const said = outputOfFailure(lines);
  return said.length >= leastOutput ? said : lines.filter((line) => !containerLine.test(line));
}

function outputOfFailure(lines: readonly string[]): readonly string[] {
  const from = lines.findLastIndex((line) => /^\[Container\].* Running command /.test(line)) + 1;
  return lines.slice(from).filter((line) => !containerLine.test(line));
}

// What test runners, compilers and package managers print where something went wrong.
const errorLine =
  /\b(?:error|errors|failed|failure|failing|fatal|exception|panic|traceback|undefined reference|not found|no such file|cannot|denied|killed)\b|^\s*(?:not ok|FAIL|✖|✗|×)/i;
// And where they say what.
const tellingLine =
  /Error\b.{0,3}:|Exception\b|Assertion|^\s*E\s{2,}|error TS\d|^error[:[]|\[ERROR\]|npm ERR!|^Traceback|^panic:|^fatal:|\b(?:expected|actual|received|got|want)\b|!==|===/i;

function weightOf(line: string): number {
  if (tellingLine.test(line)) return 4;
  return errorLine.test(line) ? 1 : 0;
}

/**
 * The stretch of lines that says most about what went wrong, with the first line that reads like an error put in
 * front when it lies before. Without any such line it is the end.
 */
function mostTelling(lines: readonly string[], size: number): readonly string[] {
  if (lines.length <= size) return lines;
  const weights = lines.map(weightOf);
  const first = weights.findIndex((weight) => weight > 0);
  if (first === -1) return lines.slice(-size);
  const start = heaviest(weights, size);
  if (first >= start) return lines.slice(start, start + size);
  const rest = heaviest(weights, size - 2);
  return [lines[first] ?? '', '…', ...lines.slice(rest, rest + size - 2)];
}

/** Where the heaviest window of this size begins; the middle one of equally heavy neighbours. */
function heaviest(weights: readonly number[], size: number): number {
  let sum = weights.slice(0, size).reduce((total, weight) => total + weight, 0);
  let best = { sum, from: 0, to: 0 };
  for (let start = 1; start + size <= weights.length; start += 1) {
    sum += (weights[start + size - 1] ?? 0) - (weights[start - 1] ?? 0);
    if (sum > best.sum) best = { sum, from: start, to: start };
    else if (sum === best.sum && best.to === start - 1) best = { ...best, to: start };
  }
  return Math.floor((best.from + best.to) / 2);
}

function cutMiddle(line: string, length: number): string {
  const characters = [...line];
  if (characters.length <= length) return line;
  const head = Math.ceil((length - 3) * 0.6);
  const tail = length - 3 - head;
  return `${characters.slice(0, head).join('')} … ${characters.slice(characters.length - tail).join('')}`;
}
