/** More than anybody reads of one line, and little enough for any expression that looks through it. */
const mostCharacters = 8_192;

/**
 * A text that somebody else wrote, short enough to be looked through: of a longer one the beginning and the end. A word
 * that the cut would go through is left out whole, because half a secret is not known for one. To be called where text
 * enters, before any regular expression sees it.
 */
export function cutText(text: string, most: number = mostCharacters): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  const beginning = text.slice(0, half);
  const end = text.slice(-half);
  let from = beginning.length;
  while (from > 0 && !isSpace(beginning[from - 1])) from -= 1;
  let to = 0;
  while (to < end.length && !isSpace(end[to])) to += 1;
  return `${beginning.slice(0, from)}…${end.slice(to)}`;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
