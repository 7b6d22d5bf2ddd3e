/**
 * Why a regular expression cannot be used to remove text from excerpts, or `undefined` when it can.
 * It must compile with the flags `gu`, match something, and hold no repetition inside a repeated group: such a
 * pattern can take minutes on one crafted log line.
 */
export function rejectRedactionPattern(source: string): string | undefined {
  try {
    if (new RegExp(source, 'u').test('')) return 'matches empty text, so it would hide nothing or everything';
  } catch (error) {
    return `is not a regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (hasNestedRepetition(source))
    return 'repeats a group that itself repeats something, which can take minutes on one line; write it without the inner or the outer repetition';
  return undefined;
}

interface Group {
  repeats: boolean;
}

/** Escapes and character classes count as one token, so that brackets and signs inside them mean nothing. */
const TOKENS = /\\.|\[(?:\\.|[^\]\\])*\]|\{[0-9]+(?:,[0-9]*)?\}|[^]/gu;

/** For a pattern that compiles: whether what is repeated holds a repetition itself, at any depth. */
function hasNestedRepetition(source: string): boolean {
  const open: Group[] = [{ repeats: false }];
  let previous: Group | undefined;
  for (const token of source.match(TOKENS) ?? []) {
    if (isRepetition(token) && previous?.repeats) return true;
    previous = step(open, token);
  }
  return false;
}

/** Moves over one token; returns the group that has just been closed, which the next token may repeat. */
function step(open: Group[], token: string): Group | undefined {
  if (token === '(') open.push({ repeats: false });
  const closed = token === ')' ? open.pop() : undefined;
  const current = open.at(-1);
  if (current && (isRepetition(token) || closed?.repeats)) current.repeats = true;
  return closed;
}

/** `?` and `{1}` repeat nothing; a fixed count such as `{6}` cannot make matching slow either. */
function isRepetition(token: string): boolean {
  return token === '*' || token === '+' || /^\{[0-9]+,/.test(token);
}
