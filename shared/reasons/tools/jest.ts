import { defined } from '../../core/defined.ts';
import { type Block, blocksAt, findingOf } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { fileInRepository, placeIn } from '../place.ts';

const failed = /^ {2}● (?!Console$|Cannot log after)(?<title>\S.{0,500})$/;
const ends =
  /^(?: {2}● |(?:PASS|FAIL) |Test Suites: |Summary of all failing tests| › |Snapshot Summary|-{5,}\||={5,})/;
const suite = /^FAIL (?:\S{1,60} )?(?<file>\S{1,300}\.\w{1,5})(?: \(|$)/;
/** What was thrown or compared is told in the first lines below the title, indented by four. */
const said = /^ {4}(?<message>\S.*)$/;

/** https://jestjs.io/docs/configuration#reporters-arraymodulename--modulename-options (the default reporter) */
export const jest = defineTool({
  name: 'jest',
  find(lines) {
    const suites = blocksAt(lines, suite);
    let next = 0;
    return blocksAt(lines, failed, (line) => !ends.test(line)).map((block) => {
      while ((suites[next]?.from ?? lines.length) < block.from) next += 1;
      return explained(lines, block, suites[next - 1]?.groups['file']);
    });
  },
});

function explained(lines: readonly string[], block: Block, inSuite: string | undefined): Finding {
  const body = lines.slice(block.from + 1, block.to);
  const file = inSuite === undefined ? undefined : fileInRepository(inSuite);
  const place = placeIn(body.filter((line) => /^\s+at |\.\w{1,5}:\d{1,7}:\d/.test(line))) ?? { file };
  const isSuite = block.groups['title'] === 'Test suite failed to run';
  const failure = defined({
    title: isSuite && file !== undefined ? `${file}: Test suite failed to run` : undefined,
    message: body.map((line) => said.exec(line)?.groups?.['message']).find((text) => text !== undefined),
    ...place,
  });
  return findingOf(lines, block, { failure });
}
