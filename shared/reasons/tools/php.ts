import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { placeIn } from '../place.ts';

const section = /^There (?:was|were) \d{1,6} (?:failure|error)s?:$/;
const entry = /^\d{1,5}\) (?<title>\S.{0,400})$/;
const ends = /^\d{1,5}\) \S|^--$|^(?:FAILURES|ERRORS|WARNINGS|OK)[!, (]|^Tests: \d/;
const fatal =
  /^(?:PHP )?(?:Fatal|Parse) error: {1,2}(?<title>.{1,600}?) in (?<file>\/\S{1,300}) on line (?<line>\d{1,7})$/;

/** PHPUnit's numbered list, and what PHP itself dies of (https://docs.phpunit.de/en/11.5/textui.html). */
export const phpunit = defineTool({
  name: 'phpunit',
  find(lines) {
    const from = lines.findIndex((line) => section.test(line));
    const listed =
      from === -1
        ? []
        : blocksAt(lines, entry, (line) => !ends.test(line)).filter((block) => block.from > from);
    return [
      ...listed.map((block) => {
        const body = lines.slice(block.from + 1, block.to);
        return findingOf(lines, block, {
          failure: defined({
            message: body.find((line) => line !== ''),
            ...placeIn(body.filter((line) => /:\d{1,7}$/.test(line))),
          }),
        });
      }),
      ...blocksAt(lines, fatal).map((block) => findingOf(lines, block, { sureness: 'hint' })),
    ];
  },
});
