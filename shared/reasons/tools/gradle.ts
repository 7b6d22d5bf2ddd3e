import { blocksAt, endOf, findingOf, isIndented, thrownIn } from '../blocks.ts';
import { defineTool } from '../define.ts';

const test = /^(?<title>\S.{0,300}? > \S.{0,300}) FAILED$/;
const kotlin =
  /^e: (?:file:\/\/)?(?<file>\/?\S{1,300}\.kts?):(?:\s?\(?)(?<line>\d{1,7})(?:[:,]\s?\d{1,7}\)?):? (?<title>\S.*)$/;
const wrong = /^\* What went wrong:$/;

/** https://docs.gradle.org/current/userguide/java_testing.html, and what it says of itself at the end. */
export const gradle = defineTool({
  name: 'gradle',
  find: (lines) => [
    ...blocksAt(lines, test, isIndented).map((block) => {
      const thrown = thrownIn(lines, block.from + 1, block.to);
      return findingOf(lines, block, {
        heart: thrown?.at,
        failure: thrown ? { message: thrown.message } : {},
      });
    }),
    ...blocksAt(lines, kotlin).map((block) => findingOf(lines, block)),
    ...blocksAt(lines, wrong, (line) => !/^\* (?:Try|Exception|Get more help)/.test(line)).map((block) => {
      const to = endOf(lines, block.from, (line) => line !== '' && !line.startsWith('* '));
      const deepest = lines.slice(block.from + 1, to).findLast((line) => /^\s*> /.test(line));
      const title = (lines[block.from + 1] ?? '').trim();
      const message = deepest?.replace(/^\s*> /, '');
      return findingOf(
        lines,
        { ...block, to },
        { sureness: 'hint', failure: { title, ...(message ? { message } : {}) } },
      );
    }),
  ],
});
