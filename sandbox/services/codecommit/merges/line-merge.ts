/** A changed stretch: lines `start` up to `end` of the base are replaced by `lines`. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The three versions of a text file. */
export interface ThreeVersions<Value> {
  readonly base: Value;
  readonly source: Value;
  readonly destination: Value;
}

/** A merged text, and how many stretches both sides changed differently. */
export interface MergedText {
  readonly text: string;
  readonly conflicts: number;
}

/**
 * Merges two changes of one text by lines. A stretch that both sides changed differently is a conflict and
 * takes the lines of `prefer`. Changes without an unchanged line between them count as one stretch, as in git.
 */
export function mergeLines(
  texts: ThreeVersions<string>,
  prefer: 'source' | 'destination' = 'destination',
): MergedText {
  const base = linesOf(texts.base);
  const sides = {
    source: changes(base, linesOf(texts.source)),
    destination: changes(base, linesOf(texts.destination)),
  };
  const merged: string[] = [];
  let conflicts = 0;
  let at = 0;
  for (const stretch of stretchesOf([...sides.source, ...sides.destination])) {
    merged.push(...base.slice(at, stretch.start));
    at = stretch.end;
    const old = base.slice(stretch.start, stretch.end);
    const source = sideOf(base, sides.source, stretch);
    const destination = sideOf(base, sides.destination, stretch);
    if (same(source, destination) || same(destination, old)) merged.push(...source);
    else if (same(source, old)) merged.push(...destination);
    else {
      conflicts += 1;
      merged.push(...(prefer === 'source' ? source : destination));
    }
  }
  merged.push(...base.slice(at));
  return { text: merged.join(''), conflicts };
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** Stretches of the base that hunks of either side touch. */
function stretchesOf(hunks: Hunk[]): { start: number; end: number }[] {
  const sorted = hunks.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const stretches: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = stretches.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else stretches.push({ start, end });
  }
  return stretches;
}

function sideOf(
  base: readonly string[],
  hunks: readonly Hunk[],
  stretch: { start: number; end: number },
): string[] {
  const lines: string[] = [];
  let at = stretch.start;
  for (const hunk of hunks) {
    if (hunk.start < stretch.start || hunk.end > stretch.end) continue;
    lines.push(...base.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...lines, ...base.slice(at, stretch.end)];
}

/** The smallest set of changes, by Myers' algorithm, after the equal lines at both ends are set aside. */
function changes(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  return hunksOf(matches(a, b), { a, b, offset: head });
}

function hunksOf(
  pairs: readonly (readonly [number, number])[],
  { a, b, offset }: { a: readonly string[]; b: readonly string[]; offset: number },
): Hunk[] {
  const hunks: Hunk[] = [];
  let x = 0;
  let y = 0;
  for (const [nextX, nextY] of [...pairs, [a.length, b.length] as const]) {
    if (nextX > x || nextY > y)
      hunks.push({ start: offset + x, end: offset + nextX, lines: b.slice(y, nextY) });
    x = nextX + 1;
    y = nextY + 1;
  }
  return hunks;
}

/** More differences than this are not worth finding the smallest set: the whole stretch counts as changed. */
const mostDifferences = 2000;

/** Pairs of equal lines, in order, of a shortest edit from `a` to `b`. */
function matches(a: readonly string[], b: readonly string[]): [number, number][] {
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, mostDifferences); d += 1) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let k = -d; k <= d; k += 2) {
      const start = stepsDown(furthest, k, d) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      const x = endOfEqual({ a, b, k }, start);
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
    furthest = next;
  }
  return [];
}

/** How far both go on alike from line `start` of `a`, which is `k` lines ahead of `b`. */
function endOfEqual(
  { a, b, k }: { a: readonly string[]; b: readonly string[]; k: number },
  start: number,
): number {
  let x = start;
  while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
  return x;
}

function stepsDown(furthest: ReadonlyMap<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

function walkBack(trace: readonly Map<number, number>[], endX: number, endY: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = endX;
  let y = endY;
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const furthest = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const from = stepsDown(furthest, k, d) ? k + 1 : k - 1;
    const fromX = furthest.get(from) ?? 0;
    const fromY = fromX - from;
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0)) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    if (d > 0) {
      x = fromX;
      y = fromY;
    }
  }
  return pairs.reverse();
}
