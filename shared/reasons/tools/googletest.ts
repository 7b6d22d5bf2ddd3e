import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { placeOf } from '../place.ts';

const began = /^\[ RUN {6}\] (?<title>\S{1,300})$/;
const ended = /^\[ {2}FAILED {2}\] (?<title>\S{1,300})/;
const over = /^\[(?: {7}OK|-{10}|={10}| {2}SKIPPED| {2}PASSED)/;
const failed = /^(?:(?<file>\S.{0,300}):(?<line>\d{1,7})|unknown file): (?:Failure|Fatal failure|error)/;

/** https://google.github.io/googletest/primer.html: what a test printed stands between its start and its result. */
export const googletest = defineTool({
  name: 'googletest',
  find: (lines) =>
    blocksAt(lines, began, (line) => !began.test(line) && !over.test(line)).flatMap((block) => {
      const body = lines.slice(block.from + 1, block.to);
      const end = body.findIndex((line) => ended.test(line));
      if (end === -1) return [];
      const at = body.findIndex((line) => failed.test(line));
      const said = explanation(body.slice(at + 1, end));
      const failure = defined({
        ...placeOf(failed.exec(body[at] ?? '')?.groups ?? {}),
        message: at === -1 || said.length === 0 ? undefined : said.map((line) => line.trim()).join(' '),
        ...(at === -1 ? {} : valuesIn(said)),
      });
      const heart = at === -1 ? undefined : block.from + 1 + at;
      return [findingOf(lines, { ...block, to: block.from + 2 + end }, { heart, failure })];
    }),
});

/** What a test said of its first failure. */
function explanation(body: readonly string[]): readonly string[] {
  const next = body.findIndex((line) => failed.test(line));
  return body.slice(0, next === -1 ? 6 : Math.min(next, 6));
}

/** EXPECT_EQ prints both expressions, each with its value below where that is not the same. */
function valuesIn(said: readonly string[]): { received?: string | undefined; expected?: string | undefined } {
  if (!/^Expected equality of these values:$/.test(said[0] ?? '')) return {};
  const values: string[] = [];
  for (const line of said.slice(1)) {
    const value = /^ {4}Which is: (?<value>.{1,200})$/.exec(line)?.groups?.['value'];
    if (value !== undefined) values[values.length - 1] = value;
    else if (/^ {2}\S/.test(line)) values.push(line.trim());
  }
  return { received: values[0], expected: values[1] };
}
