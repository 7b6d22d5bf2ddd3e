import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

/** What jest, vitest, nyc and c8, pytest-cov, coverage.py and JaCoCo say when tests passed and covered too little. */
const tooLittle = [
  /^Jest: (?<title>(?:"\S{1,200}" )?coverage threshold for .{1,200} not met: .{1,80})$/,
  /^ERROR: (?<title>Coverage for \w{1,40} \(.{1,20}\) does not meet .{1,200})$/,
  /^(?:FAIL |ERROR: )?(?<title>(?:Required test coverage of|Coverage failure: total of) .{1,120})$/,
  /^\[(?:ERROR|WARNING)\] (?<title>Rule violated for .{1,300})$/,
] as const;

/** A threshold of coverage that was not met. */
export const coverage = defineTool({
  name: 'coverage',
  find: (lines) =>
    tooLittle
      .flatMap((shape) => blocksAt(lines, shape))
      .filter(({ groups }) => !/ reached\./.test(groups['title'] ?? ''))
      .map((block) => findingOf(lines, block)),
});
