import { cutText } from '../core/cut-text.ts';

// eslint-style control characters are what this expression is about: colours, cursor moves, titles, hyperlinks.
const terminalCodes = new RegExp(
  [
    '\\u001b\\][^\\u0007\\u001b]{0,2000}(?:\\u0007|\\u001b\\\\)', // OSC … BEL or ST
    '\\u001b\\[[0-9;:?<=>]{0,64}[ -/]{0,4}[@-~]', // CSI
    '\\u001b[@-Z\\\\-_]', // two-character escapes
    '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]', // what is left of control characters
  ].join('|'),
  'g',
);

/** The lines of one log entry as a person saw them: without terminal codes, what was overwritten, and spaces at the end. */
export function plainLines(entry: string): string[] {
  return entry.split('\n').map((line) => cutText(lastOverwrite(line)).replace(terminalCodes, '').trimEnd());
}

/** A progress bar rewrites its line with carriage returns: what was written last is what a person saw. */
function lastOverwrite(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === '\r') end -= 1;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

/** A line of at most so many characters: its beginning and its end. */
export function cutMiddle(line: string, length: number): string {
  const characters = [...line];
  if (characters.length <= length) return line;
  const head = Math.ceil((length - 3) * 0.6);
  const tail = length - 3 - head;
  return `${characters.slice(0, head).join('')} … ${characters.slice(characters.length - tail).join('')}`;
}
