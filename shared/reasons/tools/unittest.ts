import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { placeIn } from '../place.ts';

const heading = /^(?:FAIL|ERROR): (?<title>\S.{0,300})$/;
const double = /^={70}$/;
const single = /^-{70}$/;

/** Python's own runner: every failure between a double line and the next (https://docs.python.org/3/library/unittest.html). */
export const unittest = defineTool({
  name: 'unittest',
  find: (lines) =>
    blocksAt(lines, heading, (line, at) => !double.test(line) && (at === 1 || !single.test(line))).flatMap(
      (block) => {
        if (!double.test(lines[block.from - 1] ?? '')) return [];
        const body = lines.slice(block.from, block.to);
        const message = body.findLast(
          (line) => /^\S/.test(line) && !single.test(line) && !heading.test(line),
        );
        const frames = body.filter((line) => /^ {2}File "/.test(line)).toReversed();
        const failure = { ...placeIn(frames), ...(message ? { message } : {}) };
        return [findingOf(lines, block, { heart: block.from + body.lastIndexOf(message ?? ''), failure })];
      },
    ),
});
