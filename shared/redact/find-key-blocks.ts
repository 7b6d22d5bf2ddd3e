/** Header and footer of a private key: PEM, OpenSSH, PGP and SSH2's own form. */
const header = /-----?\s?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?\s?-----?/;
const footer = /-----?\s?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?\s?-----?/;

/** A key of PuTTY says how many lines follow. */
const putty = /^\W*Private-Lines: ([0-9]{1,3})\s*$/;

/** What may stand before a line of a key: indentation, a quote, a trace's or a diff's sign, a service's name. */
const before = String.raw`^(?:[\w.-]{1,60} *\| ?)?[\s"'+>|*#-]{0,40}`;
/** And what after it: the end of a string or of an escaped line. */
const after = String.raw`(?:\\n|\\r)*["',\\;+\s]{0,10}$`;

/** A line that can hardly be anything but a key's: long, of base 64 alone, with small letters and capitals. */
const surely = new RegExp(
  `${before}(?=[A-Za-z0-9+/=]*[a-z])(?=[A-Za-z0-9+/=]*[A-Z])[A-Za-z0-9+/]{16,}={0,2}${after}`,
);
/** A line that may be a key's where one is known to be: its last line is short. */
const perhaps = new RegExp(`${before}[A-Za-z0-9+/=]{1,200}${after}`);
/** What stands before the key itself: `Proc-Type`, `DEK-Info`, PGP's `Version`, an empty line. */
const preamble = new RegExp(`${before}(?:[A-Z][A-Za-z-]{2,20}: [^]{0,200})?${after}`);

/** A key has no more lines. */
const mostLines = 200;

/**
 * Which lines belong to a private key that stands over several, whole or cut at either end. A header or a footer that
 * no line of a key follows or precedes is only spoken of, and stays.
 */
export function findKeyBlocks(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let at = 0;
  while (at < lines.length) {
    const [from, to] = blockAt(lines, at, found) ?? [at, at];
    for (let line = from; line < to; line += 1) found.add(line);
    at = Math.max(at + 1, to);
  }
  return found;
}

/** The lines of the key that this line shows, the last one not included. */
function blockAt(
  lines: readonly string[],
  at: number,
  found: ReadonlySet<number>,
): readonly [number, number] | undefined {
  const line = lines[at] ?? '';
  const lengthOfPutty = putty.exec(line)?.[1];
  if (lengthOfPutty !== undefined) return [at + 1, Math.min(lines.length, at + 1 + Number(lengthOfPutty))];
  if (header.test(line) && !footer.test(line)) {
    const to = endOfKey(lines, at + 1);
    return to === undefined ? undefined : [at, to];
  }
  if (!footer.test(line) || header.test(line)) return undefined;
  const from = startOfKey(lines, at, found);
  return from === at ? undefined : [from, at + 1];
}

/** Where the key ends that begins after its header; nothing when none does. */
function endOfKey(lines: readonly string[], from: number): number | undefined {
  const key = afterPreamble(lines, from);
  const likely = endOfRun(lines, key, perhaps);
  if (likely > key && footer.test(lines[likely] ?? '')) return likely + 1;
  const sure = endOfRun(lines, key, surely);
  if (sure === key) return undefined;
  const isLast = /=\W*$/.test(lines[sure] ?? '') && perhaps.test(lines[sure] ?? '');
  return isLast ? sure + 1 : sure;
}

/** The first line from here that has another shape. */
function endOfRun(lines: readonly string[], from: number, shape: RegExp): number {
  let at = from;
  while (at < lines.length && at < from + mostLines && shape.test(lines[at] ?? '')) at += 1;
  return at;
}

function afterPreamble(lines: readonly string[], from: number): number {
  let at = from;
  while (at < from + 8 && at < lines.length && preamble.test(lines[at] ?? '')) at += 1;
  return at;
}

/** Where the key begins whose footer stands here, and whose header was cut off. */
function startOfKey(lines: readonly string[], end: number, found: ReadonlySet<number>): number {
  const isKey = (at: number, shape: RegExp) => at >= 0 && !found.has(at) && shape.test(lines[at] ?? '');
  const last = isKey(end - 1, perhaps) && isKey(end - 2, surely) ? end - 1 : end;
  let at = last;
  while (end - at < mostLines && isKey(at - 1, surely)) at -= 1;
  return at === last && last !== end ? end : at;
}
