import { blocksAt, findingOf, isIndented, thrownIn } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { placeIn } from '../place.ts';

const section = /^(?:✖ failing tests:|Failed tests:)$/;
const failed = /^(?<indent>\s*)✖ (?<title>.{1,500}) \(\d{1,9}\.\d{1,9}ms\)$/;
const place = /^test at (?<file>.{1,300}):(?<line>\d{1,7}):\d{1,7}$/;
/** A suite that failed only because of its tests. */
const onlySubtests = /^\s+'\d+ subtests? failed'$/;

/** Where the properties of an AssertionError begin, which repeat what stands above. */
const properties = /^\s+(?:generatedMessage|code): /;

/** Node.js's own runner, reporters spec and dot. A run that was cut off has no list at its end, only marks. */
export const nodeTest = defineTool({
  name: 'node:test',
  find(lines) {
    const from = lines.findIndex((line) => section.test(line));
    return from === -1 ? marked(lines) : listed(lines, from + 1);
  },
});

function listed(lines: readonly string[], start: number): Finding[] {
  const goesOn = (line: string): boolean => isIndented(line) && !properties.test(line);
  return blocksAt(lines, failed, goesOn).flatMap((block) => {
    const below = lines[block.from + 1] ?? '';
    if (block.from < start || onlySubtests.test(below)) return [];
    const above = place.exec(lines[block.from - 1] ?? '')?.groups;
    const thrown = thrownIn(lines, block.from + 1, block.to);
    const whole = {
      groups: { ...block.groups, ...above, message: thrown?.message ?? below },
      from: above ? block.from - 1 : block.from,
      to: block.to,
    };
    return [findingOf(lines, whole, { heart: thrown?.at })];
  });
}

/** Suites are marked after their tests, so a mark counts where nothing deeper was marked just before. */
function marked(lines: readonly string[]): Finding[] {
  const marks = blocksAt(lines, failed, (line) => /^\s{2,}\S/.test(line) && !/^\s*[✖✔▶ℹ﹣]/.test(line));
  return marks.flatMap((block, index) => {
    const before = marks[index - 1];
    const isSuite = before?.to === block.from && depth(before.groups) > depth(block.groups);
    return isSuite
      ? []
      : [findingOf(lines, block, { failure: { ...placeIn(lines.slice(block.from, block.to)) } })];
  });
}

function depth(groups: Readonly<Record<string, string | undefined>>): number {
  return (groups['indent'] ?? '').length;
}
