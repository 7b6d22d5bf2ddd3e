import { endOf, findingOf, range, thrownIn } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { fileInRepository } from '../place.ts';

const summary = /^\s+\d{1,6} failing$/;
const entry = /^ {2}\d{1,5}\) (?<title>\S.{0,500})$/;
const ends = /^(?: {2}\d{1,5}\) |npm |error Command failed|-{5,}\||make(?:\[\d+\])?: )/;

/** The list that the reporters spec, dot and their kin print at the end (https://mochajs.org/#reporters). */
export const mocha = defineTool({
  name: 'mocha',
  find(lines) {
    const start = lines.findIndex((line) => summary.test(line));
    if (start === -1) return [];
    return range(start + 1, lines.length).flatMap((from) =>
      entry.test(lines[from] ?? '') ? [explained(lines, from)] : [],
    );
  },
});

/** The title goes over as many lines as there are suites, up to one that ends in a colon. */
function explained(lines: readonly string[], from: number): Finding {
  const to = endOf(lines, from, (line) => !ends.test(line));
  const colon = lines.slice(from, Math.min(to, from + 12)).findIndex((line) => line.endsWith(':'));
  const last = from + Math.max(0, colon);
  const title = range(from, last + 1)
    .map((at) => (lines[at] ?? '').replace(/^ {2}\d{1,5}\) /, '').trim())
    .join(' > ')
    .replace(/:$/, '');
  const thrown = thrownIn(lines, last + 1, to);
  const message =
    thrown?.message ??
    lines
      .slice(last + 1, to)
      .find((line) => line.trim() !== '')
      ?.trim();
  return findingOf(
    lines,
    { groups: { title }, from, to },
    { heart: thrown?.at, failure: { ...timedOutIn(message), ...(message ? { message } : {}) } },
  );
}

/** A test that never ended has no stack; Mocha puts its file behind the sentence. */
function timedOutIn(message = ''): { file?: string } {
  const file = /^Error: Timeout of .{1,200} \((?<file>\/\S{1,300})\)$/.exec(message)?.groups?.['file'];
  return file === undefined ? {} : { file: fileInRepository(file) };
}
