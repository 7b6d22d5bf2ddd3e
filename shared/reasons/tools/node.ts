import { blocksAt, endOf, findingOf, isIndented, thrownIn } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { placeIn } from '../place.ts';

/** Node.js ends with its version after an error that nobody caught. */
const version = /^Node\.js v\d{1,3}\.\d/;
const place = /^(?<file>(?:file:\/\/|node:|\/|[A-Za-z]:\\|\[)\S{1,300}?):(?<line>\d{1,7})$/;
const memory = /^FATAL ERROR: (?<title>.{1,300})$/;

/** A process of Node.js that died of an exception, or of too little memory. */
export const node = defineTool({
  name: 'node',
  find: (lines) => [
    ...lines.flatMap((line, end) => (version.test(line) ? uncaught(lines, end) : [])),
    ...blocksAt(lines, memory).map((block) => findingOf(lines, block)),
  ],
});

/** Between the code that threw and the version: a line of code, a mark below it, the exception, and its stack. */
function uncaught(lines: readonly string[], end: number): Finding[] {
  const start = Math.max(0, end - 80);
  const from = start + lines.slice(start, end).findLastIndex((line) => place.test(line));
  const thrown = from < start ? undefined : thrownIn(lines, from + 1, end);
  if (thrown === undefined) return [];
  const first = placeIn([lines[from] ?? '']);
  const stack = lines.slice(thrown.at, end).filter((line) => /^\s+at /.test(line));
  const to = endOf(
    lines,
    thrown.at,
    (line, at) => thrown.at + at < end && (isIndented(line) || line === '}'),
  );
  const block = { groups: { title: thrown.message }, from: first ? from : thrown.at, to };
  return [findingOf(lines, block, { heart: thrown.at, failure: { ...(first ?? placeIn(stack)) } })];
}
