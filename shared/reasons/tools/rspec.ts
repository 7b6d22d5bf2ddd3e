import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { placeIn } from '../place.ts';

const entry = /^ {2}\d{1,5}\) (?<title>\S.{0,400})$/;
const ends = /^ {2}\d{1,5}\) |^Finished in |^Failed examples:|^\d{1,7} examples?, /;
const outside = /^An error occurred while loading (?<file>\S{1,300}\.rb)\.?$/;

/** RSpec's numbered list between `Failures:` and its totals (https://rspec.info/features/3-13/rspec-core/). */
export const rspec = defineTool({
  name: 'rspec',
  find(lines) {
    const from = lines.indexOf('Failures:');
    const listed = from === -1 ? [] : blocksAt(lines, entry, (line) => !ends.test(line));
    const outsiders = blocksAt(lines, outside, (line) => !ends.test(line) && !outside.test(line));
    return [
      ...listed
        .filter((block) => block.from > from)
        .map((block) => {
          const body = lines.slice(block.from + 1, block.to);
          const place = placeIn(body.filter((line) => /^\s+# /.test(line)));
          return findingOf(lines, block, { failure: defined({ message: wordsIn(body), ...place }) });
        }),
      ...outsiders.map((block) => {
        const message = wordsIn(lines.slice(block.from + 1, block.to));
        const title = `${block.groups['file'] ?? ''} could not be loaded`;
        return findingOf(lines, block, { failure: defined({ title, message }) });
      }),
    ];
  },
});

/** What stands below the code that failed; the name of an exception and its words are on two lines. */
function wordsIn(body: readonly string[]): string | undefined {
  const said = body
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Failure/Error:'));
  const [first, second] = said;
  return first?.endsWith(':') && second !== undefined ? `${first} ${second}` : first;
}
