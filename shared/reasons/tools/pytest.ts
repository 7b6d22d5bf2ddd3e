import { type Block, blocksAt, findingOf, sectionOf } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { fileInRepository, type Place } from '../place.ts';

const section = /^=+ (?:FAILURES|ERRORS) =+$/;
const anySection = /^=+ .{1,200} =+$/;
const heading = /^_{3,} (?<title>\S.{0,400}?) _{3,}$/;
const place = /^(?<file>[^\s:]{1,300}\.py):(?<line>\d{1,7}): /;
const foreign = /site-packages|dist-packages|\/lib\/python\d/;
const said = /^E {2,7}(?<message>\S.*)$/;
const short =
  /^(?:FAILED|ERROR) (?<file>[^\s:]{1,300}\.py)(?:::(?<title>\S.{0,300}?))?(?: - (?<message>.{1,500}))?$/;

/** https://docs.pytest.org/en/stable/how-to/output.html. With `--tb=no` only the short summary tells. */
export const pytest = defineTool({
  name: 'pytest',
  find(lines) {
    const from = lines.findIndex((line) => section.test(line));
    const explained = blocksAt(lines, heading, (line) => !heading.test(line) && !anySection.test(line));
    if (from !== -1)
      return explained.filter((block) => block.from > from).map((block) => explain(lines, block));
    const summary = sectionOf(lines, /^=+ short test summary info =+$/, /^=+ /);
    return blocksAt(lines, short).flatMap((block) => {
      if (!summary || block.from < summary.from || block.from >= summary.to) return [];
      const title = block.groups['title'] ?? block.groups['file'];
      return [findingOf(lines, { ...block, groups: { ...block.groups, title } })];
    });
  },
});

function explain(lines: readonly string[], block: Block): Finding {
  const body = lines.slice(block.from, block.to);
  const heart = body.findIndex((line) => said.test(line));
  const message = said.exec(body[heart] ?? '')?.groups?.['message'];
  return findingOf(lines, block, {
    heart: heart === -1 ? undefined : block.from + heart,
    failure: { ...lastPlace(body), ...(message ? { message } : {}) },
  });
}

/** Every call on the way ends with its place; the last of our own is where it went wrong. */
function lastPlace(body: readonly string[]): Partial<Place> {
  const groups = body
    .map((line) => (foreign.test(line) ? undefined : place.exec(line)?.groups))
    .findLast((found) => found !== undefined);
  return groups ? { file: fileInRepository(groups['file'] ?? ''), line: Number(groups['line']) } : {};
}
