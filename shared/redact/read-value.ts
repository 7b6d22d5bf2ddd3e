/** A value as it stands in a line: `from` and `to` are around what is secret, without quotes. */
export interface Value {
  readonly from: number;
  readonly to: number;
  /** Its beginning, by which it is judged. */
  readonly text: string;
  readonly isQuoted: boolean;
}

/** So much of a value is looked at: longer ones are judged by how they begin. */
const judged = 400;

/** A quoted value ends here at the latest, so that a quote without an end costs no more. */
const mostQuoted = 8_000;

/** Reads the value that begins here: quoted, with the quotes' own escapes, or up to white space. */
export function readValue(line: string, at: number): Value | undefined {
  const opening = match(/[bfru]{0,2}(\\{0,7}["'`])/y, line, at);
  if (opening !== undefined) return quoted(line, at + opening[0].length, opening[1] ?? '');
  return bare(line, at);
}

/** What the expression, which is sticky, finds at this place. */
export function match(sticky: RegExp, line: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(line) ?? undefined;
}

function quoted(line: string, from: number, quote: string): Value | undefined {
  let to = closing(line, from, quote);
  // A shell ends the quotes to put one inside: 'it'\''s'.
  while (quote === "'" && line.startsWith("'\\''", to)) to = closing(line, to + 4, quote);
  return to > from
    ? { from, to, text: line.slice(from, Math.min(to, from + judged)), isQuoted: true }
    : undefined;
}

/** Where the quote closes; the end of the line when it was cut before that. */
function closing(line: string, from: number, quote: string): number {
  const until = Math.min(line.length, from + mostQuoted);
  let at = line.indexOf(quote, from);
  while (at !== -1 && at < until && isEscaped(line, at, quote)) at = line.indexOf(quote, at + 1);
  return at === -1 || at > until ? until : at;
}

/** One backslash before a plain quote; one more than the quote itself has before an escaped one. */
function isEscaped(line: string, at: number, quote: string): boolean {
  let slashes = 0;
  while (slashes < 8 && line.charAt(at - slashes - 1) === '\\') slashes += 1;
  return quote.length === 1 ? slashes % 2 === 1 : slashes > 0;
}

// The next field of a query, a connection string or an object; the next line of a text in quotes; the next tag.
const next = /[,;&]["']?[A-Za-z_][A-Za-z0-9_.-]{0,60}["']?[:=][^]*$|\\[nrt][^]*$|%26[^]*$|<\/[^]*$/;

function bare(line: string, from: number): Value | undefined {
  const run = match(/[^\s"'`]{1,400}/y, line, from)?.[0] ?? '';
  const text = run.replace(next, '').replace(/[,;)}\]>\\]{1,8}$/, '');
  if (text === '') return undefined;
  return { from, to: from + text.length, text, isQuoted: false };
}

/** The whole of a value of which only the beginning was judged. */
export function whole(line: string, value: Value): Value {
  if (value.isQuoted || value.text.length < judged) return value;
  const rest = match(/[^\s"'`]*/y, line, value.to)?.[0] ?? '';
  return { ...value, to: value.to + rest.length };
}
