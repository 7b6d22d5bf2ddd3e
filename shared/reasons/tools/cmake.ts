import { blocksAt, findingOf, isIndented } from '../blocks.ts';
import { defineTool } from '../define.ts';

const failed =
  /^CMake Error(?: at (?<file>[^\s:]{1,300}):(?<line>\d{1,7}) \((?<command>\w{1,80})\))?:\s*(?<title>.*)$/;

/** https://cmake.org/cmake/help/latest/command/message.html: a place, and indented below it what is wrong. */
export const cmake = defineTool({
  name: 'cmake',
  find: (lines) =>
    blocksAt(lines, failed, isIndented).map((block) => {
      const body = lines.slice(block.from + 1, block.to).map((line) => line.trim());
      const sentence = body.slice(0, body.indexOf('') === -1 ? body.length : body.indexOf('')).join(' ');
      return findingOf(lines, block, {
        failure: { title: block.groups['title'] || sentence || 'CMake Error' },
      });
    }),
});

const test =
  /^\s*\d{1,6}\/\d{1,6} Test\s{1,6}#\d{1,6}: (?<title>\S{1,300}) \.{2,}\s?\*{3}(?<message>\w[\w ]{0,40}?)\s{1,8}\d/;

/** CTest knows which test failed; why is printed by the test, with --output-on-failure. */
export const ctest = defineTool({
  name: 'ctest',
  find: (lines) =>
    blocksAt(
      lines,
      test,
      (line) => !/^\s*(?:Start\s|\d{1,6}\/\d{1,6} Test|\d{1,3}% tests passed)/.test(line),
    ).map((block) => findingOf(lines, block, { sureness: 'hint' })),
});
