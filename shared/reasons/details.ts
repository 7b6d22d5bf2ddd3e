import { defined } from '../core/defined.ts';

/** What a test wanted and what it got. */
export interface Comparison {
  readonly expected?: string;
  readonly received?: string;
}

/** Both on one line, in the words of JUnit, Node.js, chai, Go, pytest, RSpec and their kin. */
const onOneLine: readonly RegExp[] = [
  /\bexpected: ?<(?<expected>[^<>]{0,300})> but was: ?<(?<received>[^<>]{0,300})>/,
  /^AssertionError: expected (?<received>.{1,200}?) to (?:strictly |deeply )?(?:be|equal|deeply equal)(?: close to)? (?<expected>.{1,200}?)(?: \/\/ Object\.is equality)?$/,
  /^(?:E {1,7})?(?:AssertionError: )?assert (?<received>.{1,200}?) == (?<expected>.{1,200})$/,
  /^AssertionError: (?<received>.{1,200}?) != (?<expected>.{1,200})$/,
  /^\s{0,20}(?<received>\S.{0,200}?) !== (?<expected>\S.{0,200})$/,
  /(?:=|\bgot:?) (?<received>[^;,]{1,200})[;,] (?:want(?:ed)?|expected):? (?<expected>.{1,200})$/,
  /\bFailed asserting that (?<received>.{1,200}?) (?:matches expected|is identical to|equals) (?<expected>.{1,200})\.$/,
];

const wanted =
  /^\s{0,30}(?:E\s{1,7})?(?:[Ee]xpected|right)(?: (?:value|string|substring))?\s{0,2}:\s{1,20}(?<value>\S.{0,300})$/;
const got =
  /^\s{0,30}(?:E\s{1,7})?(?:[Rr]eceived|[Aa]ctual|[Gg]ot|left|But was)(?: (?:value|string))?\s{0,2}:\s{1,20}(?<value>\S.{0,300})$/;

/** Above a difference of two values, where the side of a sign stands. */
const signs: readonly { readonly header: RegExp; readonly expected: '+' | '-' }[] = [
  { header: /^\s*- Expected(?:\s|$)/, expected: '-' },
  { header: /^\s*\+ expected - actual$/, expected: '+' },
  { header: /^\s*\+ actual - expected$/, expected: '-' },
  { header: /^\s*--- Expected$/, expected: '-' },
];

/** What the lines of a failure say was wanted and came; nothing when they say it in no known way. */
export function comparisonIn(lines: readonly string[]): Comparison {
  return inOneLine(lines) ?? inTwoLines(lines) ?? inDifference(lines) ?? {};
}

function inOneLine(lines: readonly string[]): Comparison | undefined {
  for (const line of lines) {
    const groups = onOneLine.map((shape) => shape.exec(line)?.groups).find((found) => found !== undefined);
    if (groups) return defined({ expected: groups['expected'], received: groups['received'] });
  }
  return undefined;
}

function inTwoLines(lines: readonly string[]): Comparison | undefined {
  const expected = valueOf(lines, wanted);
  const received = valueOf(lines, got);
  return expected === undefined || received === undefined ? undefined : { expected, received };
}

function valueOf(lines: readonly string[], shape: RegExp): string | undefined {
  for (const line of lines) {
    const value = shape.exec(line)?.groups?.['value'];
    if (value !== undefined) return value.replace(/,$/, '');
  }
  return undefined;
}

const changedLine = /^\s{0,20}(?<sign>[+-])(?! (?:Expected|Received)\b)\s{0,20}(?<value>\S.{0,200})$/;

/** Only where one line became one other: more is read better in the lines themselves. */
function inDifference(lines: readonly string[]): Comparison | undefined {
  for (const { header, expected } of signs) {
    const from = lines.findIndex((line) => header.test(line));
    if (from === -1) continue;
    const changed = lines.slice(from + 1).map((line) => changedLine.exec(line)?.groups);
    const [one, two, ...more] = changed.filter((groups) => groups !== undefined);
    if (!one || !two || more.length > 0 || one['sign'] === two['sign']) continue;
    const [first, second] = one['sign'] === expected ? [one, two] : [two, one];
    return defined({
      expected: first['value']?.replace(/,$/, ''),
      received: second['value']?.replace(/,$/, ''),
    });
  }
  return undefined;
}
