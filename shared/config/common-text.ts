/**
 * A text that fits at least one pattern of every list, in which `*` stands for any text; nothing when there is
 * none. Exact: all the patterns are read at once, letter by letter, and a letter that no pattern names stands for
 * all such letters. @example commonText([['refs/*'], ['*heads/a']]) gives 'refs/heads/a' or another such text
 */
export function commonText(lists: readonly (readonly string[])[]): string | undefined {
  for (const choice of choices(lists)) {
    const text = commonTextOf(choice);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** One pattern of each list, in every combination. */
function choices(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (some, list) => some.flatMap((choice) => list.map((pattern) => [...choice, pattern])),
    [[]],
  );
}

/** Where the reading of all patterns stands, and the shortest text that leads there. */
interface Place {
  readonly positions: readonly number[];
  readonly text: string;
}

/** A breadth-first search over the positions in all patterns, of which there are finitely many. */
function commonTextOf(patterns: readonly string[]): string | undefined {
  const letters = [...new Set(patterns.join('').replaceAll('*', '')), 'x'];
  const start = patterns.map(() => 0);
  const places = new Map<string, Place>([[start.join(), { positions: start, text: '' }]]);
  // A Map is walked in the order of insertion, and also over what is added on the way.
  for (const { positions, text } of places.values()) {
    if (positions.every((position, index) => isAtEnd(patterns[index] ?? '', position))) return text;
    for (const letter of letters)
      for (const next of nextPositions(patterns, positions, letter))
        if (!places.has(next.join())) places.set(next.join(), { positions: next, text: text + letter });
  }
  return undefined;
}

/** Only stars are left, and each may stand for nothing. */
function isAtEnd(pattern: string, position: number): boolean {
  return /^\**$/.test(pattern.slice(position));
}

/** Every combination of the positions that one letter leads to; none when some pattern cannot take the letter. */
function nextPositions(
  patterns: readonly string[],
  positions: readonly number[],
  letter: string,
): number[][] {
  return patterns.reduce<number[][]>(
    (some, pattern, index) => {
      const mine = stepsOf(pattern, positions[index] ?? 0, letter);
      return some.flatMap((combination) => mine.map((position) => [...combination, position]));
    },
    [[]],
  );
}

/** A star takes the letter and stays, or stands for nothing more and lets the rest of the pattern take it. */
function stepsOf(pattern: string, position: number, letter: string): number[] {
  if (pattern[position] === '*') return [position, ...stepsOf(pattern, position + 1, letter)];
  return pattern[position] === letter ? [position + 1] : [];
}
