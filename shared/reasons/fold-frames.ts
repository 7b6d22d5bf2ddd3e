/** A line of a stack trace, as Java, JavaScript, .NET and PHP print them. */
const frame = /^\s{1,20}at \S|^\s{1,20}\.{3} \d{1,5} (?:more|common frames)|^#\d{1,4} \S/;

/** Of a stack the place where it happened is read, and the way there through the repository's own code. */
const mostFrames = 6;

/** A place in a list of lines, or a word for those that were left out there. */
export type Kept = number | string;

/** The places without the inside of stack traces: the first frame stays, and those of the repository's own code. */
export function foldFrames(
  lines: readonly string[],
  at: readonly number[],
  isOwn: (line: string) => boolean,
): Kept[] {
  const kept: Kept[] = [];
  let frames = 0;
  let folded = 0;
  const tell = (): void => {
    if (folded > 0) kept.push(`    … ${folded} more ${folded === 1 ? 'frame' : 'frames'}`);
    folded = 0;
  };
  for (const index of at) {
    const line = lines[index] ?? '';
    const isFrame = frame.test(line);
    if (isFrame && frames > 0 && !(frames < mostFrames && isOwn(line))) {
      folded += 1;
      continue;
    }
    tell();
    frames = isFrame ? frames + 1 : 0;
    kept.push(index);
  }
  tell();
  return kept;
}

const numbered = /^\s{0,20}(?<mark>>)?\s{0,6}\d{1,7}\s?\|(?<marked>\s{0,4}>>>)?/;
const pointing = /^\s{0,30}\|\s{0,400}[\^~_+-]/;

/**
 * The places without the source lines that a tool shows around the one it means (marked, or pointed at from below):
 * they are often those of tests that passed.
 */
export function withoutNeighbours(lines: readonly string[], at: readonly number[]): readonly number[] {
  const meant = at.filter((index) => {
    const groups = numbered.exec(lines[index] ?? '')?.groups;
    return groups && (groups['mark'] ?? groups['marked'] ?? pointing.test(lines[index + 1] ?? ''));
  });
  if (meant.length === 0) return at;
  return at.filter((index) => meant.includes(index) || !numbered.test(lines[index] ?? ''));
}
