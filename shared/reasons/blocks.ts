import { defined } from '../core/defined.ts';
import type { Failure } from '../core/reason.ts';
import type { Finding, Sureness } from './define.ts';
import { placeIn, placeOf } from './place.ts';

/** More lines than this are no longer about one failure. */
const longestBlock = 80;

export type Groups = Readonly<Record<string, string | undefined>>;

/** Lines from one that began something to the last that belongs to it. */
export interface Block {
  /** What the expression that found its first line named. */
  readonly groups: Groups;
  readonly from: number;
  /** The first index behind it. */
  readonly to: number;
}

/** The numbers from one to before another. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_none, index) => from + index);
}

/** Whether one of these lines belongs to the block that began before it: `at` is its distance from the beginning. */
export type GoesOn = (line: string, at: number) => boolean;

/** Every line that `begins` matches, each with the lines after it as long as they go on. Blocks do not overlap. */
export function blocksAt(lines: readonly string[], begins: RegExp, goesOn: GoesOn = () => false): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < lines.length; from += 1) {
    const match = begins.exec(lines[from] ?? '');
    if (match === null) continue;
    const to = endOf(lines, from, goesOn);
    blocks.push({ groups: match.groups ?? {}, from, to });
    from = to - 1;
  }
  return blocks;
}

/** The first index behind a block that begins at `from`; blank lines at its end do not belong to it. */
export function endOf(lines: readonly string[], from: number, goesOn: GoesOn): number {
  let to = from + 1;
  while (to < lines.length && to - from < longestBlock && goesOn(lines[to] ?? '', to - from)) to += 1;
  while (to > from + 1 && lines[to - 1]?.trim() === '') to -= 1;
  return to;
}

/** The lines between the first that `begins` matches and the next that `ends` matches, as a place in the whole. */
export function sectionOf(
  lines: readonly string[],
  begins: RegExp,
  ends: RegExp = /(?!)/,
): { readonly from: number; readonly to: number } | undefined {
  const at = lines.findIndex((line) => begins.test(line));
  if (at === -1) return undefined;
  const end = lines.findIndex((line, index) => index > at && ends.test(line));
  return { from: at + 1, to: end === -1 ? lines.length : end };
}

/** What a block says, as a finding: title, place and message from the named groups, else from its lines. */
export function findingOf(
  lines: readonly string[],
  block: Block,
  more: {
    readonly sureness?: Sureness;
    readonly failure?: Partial<Failure>;
    readonly heart?: number | undefined;
  } = {},
): Finding {
  const { groups, from, to } = block;
  const place = placeOf(groups) ?? placeIn(lines.slice(from, to));
  return defined({
    failure: defined({
      title: (groups['title'] ?? lines[from] ?? '').trim(),
      file: place?.file,
      line: place?.line,
      message: groups['message']?.trim() || undefined,
      ...more.failure,
    }),
    at: range(from, to),
    heart: more.heart,
    sureness: more.sureness ?? 'cause',
  });
}

/** A line that ends in an error's name and its words, as most languages print an exception. */
export const thrown =
  /^\s{0,20}(?:E\s{1,7})?(?:Caused by: )?(?<message>(?:[\w$]{1,80}[.:\\]{1,2}){0,12}\w{0,80}(?:Error|Exception|Failure|Panic|Throwable)(?: \[\w{1,60}\])?(?::.*)?)$/;

/** The index and words of the first line from `from` to before `to` that an exception is printed on. */
export function thrownIn(
  lines: readonly string[],
  from: number,
  to: number,
): { readonly at: number; readonly message: string } | undefined {
  for (let at = from; at < Math.min(to, lines.length); at += 1) {
    const message = thrown.exec(lines[at] ?? '')?.groups?.['message'];
    if (message !== undefined) return { at, message };
  }
  return undefined;
}

/** A line by its index; empty where there is none. */
export function textAt(lines: readonly string[], index: number): string {
  return lines[index] ?? '';
}

/** Indented, or blank. */
export function isIndented(line: string): boolean {
  return line === '' || line.startsWith(' ') || line.startsWith('\t');
}
