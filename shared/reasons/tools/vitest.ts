import { type Block, blocksAt, findingOf, thrownIn } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { placeIn } from '../place.ts';

// ` FAIL  |project| src/a.test.ts > suite > test`, or with the file again in brackets for one that could not be loaded.
const failed =
  /^\s*FAIL\s{1,4}(?:\|[^|]{1,80}\|\s{1,4})?(?<file>\S{1,300}\.\w{1,5})(?: > (?<title>\S.{0,500})| \[ .{1,300} \])$/;
const ends = /^⎯{4,}|^\s*(?:Test Files|Tests|Snapshots) {2}\S/;
const mark = /^\s+[×✗❌] (?<title>\S.{0,500}?)(?: \d{1,9}ms)?$/;
const unhandled = /^⎯+ (?<title>Unhandled (?:Errors?|Rejection|Exception)|Startup Error) ⎯+$/;

/** https://vitest.dev/guide/reporters#default-reporter. Tests that failed alike stand above one explanation. */
export const vitest = defineTool({
  name: 'vitest',
  find(lines) {
    const goesOn = (line: string, at: number): boolean =>
      !ends.test(line) && (at === 1 || !failed.test(line));
    const found = blocksAt(lines, failed, goesOn).map((block) => explained(lines, block));
    const astray = blocksAt(lines, unhandled, (line) => !/^\s*(?:Test Files|Tests) {2}/.test(line)).map(
      (block) => {
        const thrown = thrownIn(lines, block.from, block.to);
        return findingOf(lines, block, {
          heart: thrown?.at,
          failure: { title: thrown?.message ?? 'Unhandled error' },
        });
      },
    );
    if (found.length + astray.length > 0) return [...found, ...astray];
    return lines.some((line) => /^\s*RUN {2}v\d/.test(line)) ? marked(lines) : [];
  },
});

function explained(lines: readonly string[], block: Block): Finding {
  const thrown = thrownIn(lines, block.from + 1, block.to);
  const places = lines.slice(block.from + 1, block.to).filter((line) => /^\s*❯ /.test(line));
  const file = block.groups['file'] ?? '';
  const place = placeIn(places.filter((line) => line.includes(file))) ?? placeIn(places) ?? { file };
  const message = thrown?.message ?? lines[block.from + 1]?.trim();
  const title = block.groups['title'] ?? file;
  return findingOf(lines, block, {
    heart: thrown?.at,
    failure: { title, ...place, ...(message ? { message } : {}) },
  });
}

/** A run that was cut off before it explained anything. */
function marked(lines: readonly string[]): Finding[] {
  return blocksAt(lines, mark, (line) => /^\s+→ /.test(line)).map((block) => {
    const message = lines[block.from + 1]?.replace(/^\s+→ /, '');
    return findingOf(lines, block, block.to > block.from + 1 && message ? { failure: { message } } : {});
  });
}
