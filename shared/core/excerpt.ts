import { redactLines } from './redact.ts';

/** What to keep of a log: how many lines, and how long a line may get. */
export interface ExcerptLimits {
  readonly lines: number;
  readonly lineLength: number;
}

/**
 * Chooses the part of a build's log that tells why it failed: a window that ends shortly after the last failing
 * command, around the first line in it that reads like an error. Terminal codes are removed, secrets redacted,
 * long lines cut in the middle. Gives no lines for a log without any.
 */
export function excerptOf(
  log: readonly string[],
  limits: ExcerptLimits,
  extraSecrets: readonly RegExp[] = [],
): string[] {
  const lines = redactLines(log.flatMap(plainLines), extraSecrets).filter((line) => line.trim() !== '');
  const said = untilFailure(lines).filter((line) => !isContainerChatter(line));
  const window = windowAround(said, limits.lines);
  return window.map((line) => cutMiddle(line, limits.lineLength));
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

function isContainerChatter(line: string): boolean {
  const said = containerLine.exec(line)?.groups?.['said'];
  return said !== undefined && !/^Running command |^Command did not exit successfully/.test(said);
}

// What test runners, compilers and package managers print where it went wrong.
const errorLine =
  /\b(?:error|errors|failed|failure|failing|fatal|exception|panic|traceback|assert\w*|expected|undefined reference|not found|no such file|cannot|denied|killed)\b|^\s*(?:not ok|FAIL|✖|✗|×|E\s{2,})|npm ERR!|\[ERROR\]/i;

function windowAround(lines: readonly string[], size: number): readonly string[] {
  if (lines.length <= size) return lines;
  const lastCommand = lines.findLastIndex((line) => /^\[Container\].* Running command /.test(line));
  const from = Math.max(lastCommand, 0);
  const firstError = lines.findIndex((line, index) => index > from && errorLine.test(line));
  const anchor = firstError === -1 ? lines.length - size : firstError - Math.floor(size / 4);
  const start = Math.max(0, Math.min(anchor, lines.length - size));
  return lines.slice(start, start + size);
}

function cutMiddle(line: string, length: number): string {
  const characters = [...line];
  if (characters.length <= length) return line;
  const head = Math.ceil((length - 3) * 0.6);
  const tail = length - 3 - head;
  return `${characters.slice(0, head).join('')} … ${characters.slice(characters.length - tail).join('')}`;
}
