import type { Finding } from './define.ts';
import { foldFrames, type Kept, withoutNeighbours } from './fold-frames.ts';
import { isNoise } from './noise.ts';
import { placeIn } from './place.ts';
import { cutMiddle } from './plain-lines.ts';

/** What to keep of a log: how many lines, and how long a line may get. */
export interface ExcerptLimits {
  readonly lines: number;
  readonly lineLength: number;
}

/** More is not kept, however many lines are asked for. */
const mostBytes = 6_000;

/** A further failure is begun only where so much of it has room. */
const leastRoom = 4;

const gap = '…';

/**
 * The lines that tell of these failures, as many as have room: the first failure whole before the second begins. Of
 * one that is too long its beginning and what surrounds its heart. Without failures it is the end.
 */
export function composeExcerpt(
  lines: readonly string[],
  findings: readonly Finding[],
  limits: ExcerptLimits,
): { readonly excerpt: string[]; readonly leftOut: number } {
  const kept = findings.length > 0 ? ofFindings(lines, findings, limits.lines) : ofEnd(lines, limits.lines);
  const texts = kept.map((one) =>
    cutMiddle(typeof one === 'number' ? (lines[one] ?? '') : one, limits.lineLength),
  );
  const excerpt = withinBytes(texts);
  const shown = kept.slice(0, excerpt.length).filter((one) => typeof one === 'number').length;
  return { excerpt, leftOut: lines.filter((line) => line !== '').length - shown };
}

function ofFindings(lines: readonly string[], findings: readonly Finding[], most: number): Kept[] {
  const chosen: Kept[] = [];
  const seen = new Set<number>();
  for (const finding of findings) {
    const room = most - chosen.length;
    const at = withoutNeighbours(lines, finding.at).filter(
      (index) => !seen.has(index) && !isEmpty(lines[index]),
    );
    const kept = foldFrames(lines, at, (line) => placeIn([line]) !== undefined);
    if (chosen.length > 0 && kept.length > room && room < leastRoom) break;
    chosen.push(...fitted(kept, finding.heart, room));
    for (const index of at) seen.add(index);
  }
  return chosen;
}

function fitted(kept: readonly Kept[], heart: number | undefined, room: number): readonly Kept[] {
  const place = heart === undefined ? 0 : kept.indexOf(heart);
  if (kept.length <= room || place < room) return kept.slice(0, room);
  const rest = room - 2;
  const from = Math.min(place - Math.floor(rest / 3), kept.length - rest);
  return [kept[0] ?? gap, gap, ...kept.slice(from, from + rest)].slice(0, room);
}

/** Blank, or nothing but the frame of a box or the margin of an explanation. */
function isEmpty(line = ''): boolean {
  return /^(?:\s|[│|]\s*$|E\s*$)*$/.test(line);
}

/** The end of what was printed, without what went well. */
function ofEnd(lines: readonly string[], most: number): number[] {
  const printed = [...lines.keys()].filter((index) => lines[index] !== '');
  const telling = printed.filter((index) => !isNoise(lines[index] ?? ''));
  return (telling.length > 0 ? telling : printed).slice(-most);
}

function withinBytes(lines: readonly string[]): string[] {
  const encoder = new TextEncoder();
  const kept: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += encoder.encode(line).length + 1;
    if (bytes > mostBytes) break;
    kept.push(line);
  }
  return kept;
}
