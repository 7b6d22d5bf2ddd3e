import { cutText } from './cut-text.ts';

/** Of a log no more than this is ever held, and looked through. */
const mostCharacters = 512 * 1024;

/** The lines of a log's end, as they are read from its end to its beginning. */
export interface LogTail {
  readonly lines: readonly string[];
  /** That there is no room for what lies before. */
  readonly isFull: boolean;
}

export const noLines: LogTail = { lines: [], isFull: false };

/** The tail with what the log's messages before it say; each line is cut, and of all of them the last stay. */
export function withEarlier(tail: LogTail, messages: readonly string[]): LogTail {
  const lines = [...messages.flatMap(linesOf), ...tail.lines];
  let room = mostCharacters;
  let from = lines.length;
  while (from > 0 && room > (lines[from - 1]?.length ?? 0)) {
    from -= 1;
    room -= (lines[from]?.length ?? 0) + 1;
  }
  return { lines: lines.slice(from), isFull: tail.isFull || from > 0 };
}

/** A message is a line with its end, or several. */
function linesOf(message: string): string[] {
  const lines = message.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => cutText(line.endsWith('\r') ? line.slice(0, -1) : line));
}
