import { endOf, findingOf, isIndented, range } from './blocks.ts';
import type { Finding } from './define.ts';
import { isNoise } from './noise.ts';

// How a line begins that was printed to tell of an error, after a time or a level.
const lead = '^\\s{0,20}(?:\\[?\\d[\\dTZ:.,/ +-]{5,40}\\]?\\s{1,4})?(?:\\S{1,60}: )?';
const telling = new RegExp(
  `${lead}(?:\\[?(?:error|err|fatal|failed|failure|fail|panic|critical|severe)\\]?(?:[:!\\]]|\\s-|\\[[A-Z]\\d+\\]:| in\\b)|FAIL(?:ED)?\\b|ERROR\\b|FATAL\\b|✖|✗|×|not ok\\b|npm ERR!|Traceback\\b|Uncaught\\b|Unhandled\\b)`,
  'i',
);
const thrown = /^\s{0,20}(?:[\w$]{1,80}[.:\\]{1,2}){0,12}\w{0,80}(?:Error|Exception)(?: \[\w{1,60}\])?:\s/;
const mentioning =
  /\b(?:errors?|failed|failure|failing|fatal|exception|panic|undefined reference|not found|no such file|cannot|could not|unable to|denied|refused|killed|invalid|timed out)\b/i;

/** Lines that follow an error and explain it: indented, or saying what was wanted and what came. */
const explaining = /^(?:Expected|Received|Actual|Got|Caused by|Reason|Details?|Message|Hint|at |[|>^~+-])/i;

/** Lines before an error that it may refer to. */
const before = 2;

/**
 * What went wrong according to a tool that nobody described: the first line that begins as errors do, else the first
 * that mentions one, with what explains it. Nothing when no line does; passing tests, banners and help do not count.
 */
export function genericFinding(lines: readonly string[]): Finding | undefined {
  const quiet = lines.map((line) => !isNoise(line));
  const firstOf = (shape: RegExp): number =>
    lines.findIndex((line, index) => quiet[index] && shape.test(line));
  const shapes = [thrown, telling].map(firstOf).filter((at) => at !== -1);
  const from = shapes.length > 0 ? Math.min(...shapes) : firstOf(mentioning);
  if (from === -1) return undefined;
  const goesOn = (line: string, at: number): boolean =>
    isIndented(line) || explaining.test(line) || (at < 6 && (mentioning.test(line) || thrown.test(line)));
  const to = endOf(lines, from, goesOn);
  const finding = findingOf(lines, { groups: {}, from, to }, { sureness: 'hint', heart: from });
  const at = range(Math.max(0, from - before), to).filter((index) => quiet[index]);
  return { ...finding, at };
}
