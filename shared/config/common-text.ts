/**
 * A text that fits at least one pattern of every list and none of `without`, in which `*` stands for any text;
 * nothing when there is none. Exact: all the patterns are read at once, letter by letter, and a letter that no
 * pattern names stands for all such letters.
 * @example commonText([['refs/*'], ['*heads/a']]) gives 'refs/heads/a' or another such text
 */
export function commonText(
  lists: readonly (readonly string[])[],
  without: readonly string[] = [],
): string | undefined {
  for (const choice of choices(lists)) {
    const text = mayMeet(choice) ? commonTextOf(choice, without) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Whether what stands before the first star, and after the last, allows a common text: most patterns end here. */
function mayMeet(patterns: readonly string[]): boolean {
  const heads = patterns.map((pattern) => pattern.split('*', 1)[0] ?? '');
  const tails = patterns.map((pattern) => pattern.slice(pattern.lastIndexOf('*') + 1));
  const head = longest(heads);
  const tail = longest(tails);
  return heads.every((one) => head.startsWith(one)) && tails.every((one) => tail.endsWith(one));
}

function longest(texts: readonly string[]): string {
  return texts.reduce((most, text) => (text.length > most.length ? text : most), '');
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
  /** Of a pattern that must not fit, every position that the text can lead to. */
  readonly avoided: readonly (readonly number[])[];
  readonly text: string;
}

/** A breadth-first search over the positions in all patterns, of which there are finitely many. */
function commonTextOf(patterns: readonly string[], without: readonly string[]): string | undefined {
  const letters = lettersOf([...patterns, ...without]);
  const start: Place = { positions: patterns.map(() => 0), avoided: without.map(() => [0]), text: '' };
  const places = new Map([[keyOf(start), start]]);
  // A Map is walked in the order of insertion, and also over what is added on the way.
  for (const { positions, avoided, text } of places.values()) {
    const fits = positions.every((position, index) => isAtEnd(patterns[index] ?? '', position));
    const isAvoided = avoided.some((some, index) => some.some((one) => isAtEnd(without[index] ?? '', one)));
    if (fits && !isAvoided) return text;
    for (const letter of letters) {
      const others = avoided.map((some, index) => allSteps(without[index] ?? '', some, letter));
      for (const next of nextPositions(patterns, positions, letter)) {
        const place = { positions: next, avoided: others, text: text + letter };
        if (!places.has(keyOf(place))) places.set(keyOf(place), place);
      }
    }
  }
  return undefined;
}

function keyOf({ positions, avoided }: Place): string {
  return [positions, ...avoided].join('|');
}

/** The letters that patterns name, and one that stands for all others. */
function lettersOf(patterns: readonly string[]): string[] {
  const named = new Set(patterns.join('').replaceAll('*', ''));
  const other = [...'xyzabcdefghijklmnopqrstuvw0123456789'].find((letter) => !named.has(letter)) ?? '_';
  return [...named, other];
}

function allSteps(pattern: string, positions: readonly number[], letter: string): number[] {
  return [...new Set(positions.flatMap((position) => stepsOf(pattern, position, letter)))].sort(
    (a, b) => a - b,
  );
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
