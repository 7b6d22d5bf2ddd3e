import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { placeIn } from '../place.ts';

const begins = /^(?:Traceback \(most recent call last\):| {2}File "[^"]{1,300}", line \d{1,7})$/;
const chained = /^(?:During handling of the above exception|The above exception was the direct cause)/;
const thrown =
  /^(?:[\w.]{1,200}(?:Error|Exception|Warning|Interrupt|Exit|Iteration|Failure|Invalid|Timeout)\b|[\w.]{1,200}: )/;

/** A traceback, or a syntax error, of which Python gives only the place. Also those that a program caught and printed. */
export const python = defineTool({
  name: 'python',
  find(lines) {
    let isOver = false;
    const goesOn = (line: string): boolean => {
      if (chained.test(line) || line.startsWith('Traceback ')) isOver = false;
      else if (isOver) return line === '';
      else isOver = thrown.test(line);
      return true;
    };
    return blocksAt(lines, begins, (line, at) => {
      if (at === 1) isOver = false;
      return goesOn(line);
    }).map((block) => {
      const body = lines.slice(block.from, block.to);
      const last = body.findLastIndex((line) => thrown.test(line));
      const frames = body.filter((line) => /^ {2}File "/.test(line)).toReversed();
      const title = body[last] ?? body[0] ?? '';
      return findingOf(lines, block, {
        sureness: 'hint',
        heart: block.from + Math.max(0, last),
        failure: { title, ...placeIn(frames) },
      });
    });
  },
});
