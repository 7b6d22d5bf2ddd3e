import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

const plain =
  /^(?:\S{1,80}: )?(?<file>[^\s(][^(]{0,300}?)\((?<line>\d{1,7}),\d{1,7}\): error (?<title>TS\d{1,5}: \S.*)$/;
const pretty = /^(?<file>\S{1,300}):(?<line>\d{1,7}):\d{1,7} - error (?<title>TS\d{1,5}: \S.*)$/;
const withoutFile = /^error (?<title>TS\d{1,5}: \S.*)$/;

/** The TypeScript compiler, plain and pretty (https://www.typescriptlang.org/tsconfig/#pretty). */
export const tsc = defineTool({
  name: 'tsc',
  find: (lines) =>
    [plain, pretty, withoutFile].flatMap((shape) => {
      const below = (line: string, at: number): boolean =>
        shape === pretty ? at < 5 && !pretty.test(line) && !/^Found \d/.test(line) : /^\s{2,}\S/.test(line);
      return blocksAt(lines, shape, below).map((block) => findingOf(lines, block));
    }),
});
