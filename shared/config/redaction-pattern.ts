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

/** Reads a pattern that compiles; every token is an escape, a character class, a bracket, a repetition or a character. */
function hasNestedRepetition(source: string): boolean {
  const tokens = source.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(|\)|[*+?]|\{[0-9]+(?:,[0-9]*)?\}|[^]/gu) ?? [];
  const open: Group[] = [{ repeats: false }];
  let closed: Group | undefined;
  for (const token of tokens) {
    const current = open.at(-1);
    if (current === undefined) return true;
    if (isRepetition(token)) {
      if (closed?.repeats) return true;
      current.repeats = true;
      closed = undefined;
    } else if (token === '(') {
      open.push({ repeats: false });
      closed = undefined;
    } else if (token === ')') {
      closed = open.pop();
      const outer = open.at(-1);
      if (closed?.repeats && outer) outer.repeats = true;
    } else closed = undefined;
  }
  return false;
}

/** `?` and `{1}` repeat nothing; a fixed count such as `{6}` cannot make matching slow either. */
function isRepetition(token: string): boolean {
  return token === '*' || token === '+' || /^\{[0-9]+,/.test(token);
}
