import { defined } from '../../core/defined.ts';
import { type Block, blocksAt, findingOf } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';

const step = /^ > (?<title>(?:\[.{1,80}\] )?\S.{0,400}?):?$/;
const place = /^(?<file>\S{0,200}(?:Dockerfile|\.dockerfile)\S{0,80}):(?<line>\d{1,7})$/i;
const unsolved = /^(?:#\d{1,4} )?ERROR: failed to (?:solve|build|receive status): (?<message>.{1,800})$/;
const returned = /^The command '(?<title>.{1,600})' returned a non-zero code: (?<code>\d{1,3})$/;
const legacyStep = /^Step \d{1,4}\/\d{1,4} : (?<step>.{1,400})$/;
const refused =
  /^(?:docker: |ERROR: )?(?<title>Error response from daemon: .{1,600}|Cannot connect to the Docker daemon .{1,300}|error during connect: .{1,400}|denied: .{1,300}|unauthorized: .{1,300}|toomanyrequests: .{1,400}|pull access denied .{1,300})$/;

/** Both builders. What a step printed is read by its own tool; the step is told where no tool knows it. */
export const docker = defineTool({
  name: 'docker',
  find: (lines) => [
    ...buildKit(lines),
    ...blocksAt(lines, returned).map((block) => legacy(lines, block)),
    ...blocksAt(lines, refused).map((block) => findingOf(lines, block, { sureness: 'hint' })),
  ],
});

/** BuildKit repeats the end of what the failed step printed, between lines of dashes, and the place in the Dockerfile. */
function buildKit(lines: readonly string[]): Finding[] {
  const unsolvedAt = lines.findLastIndex((line) => unsolved.test(line));
  if (unsolvedAt === -1) return [];
  const message = unsolved.exec(lines[unsolvedAt] ?? '')?.groups?.['message'];
  const from = lines.findLastIndex(
    (line, index) => index < unsolvedAt && step.test(line) && lines[index - 1] === '------',
  );
  const begin = from === -1 ? unsolvedAt : from;
  const where = lines
    .slice(begin, unsolvedAt)
    .map((line) => place.exec(line)?.groups)
    .find((groups) => groups);
  const title = step.exec(lines[from] ?? '')?.groups?.['title'] ?? message;
  const block = { groups: { ...where, title, message }, from: begin, to: unsolvedAt + 1 };
  const finding = findingOf(lines, block, { sureness: 'hint', heart: unsolvedAt });
  return [{ ...finding, at: finding.at.filter((at) => !/^-{6,}$/.test(lines[at] ?? '')) }];
}

function legacy(lines: readonly string[], block: Block): Finding {
  const start = Math.max(0, block.from - 40);
  const above = lines.slice(start, block.from).findLastIndex((line) => legacyStep.test(line));
  const from = above === -1 ? block.from : start + above;
  const message = `${block.groups['title'] ?? ''} returned ${block.groups['code'] ?? ''}`;
  const failure = defined({ title: legacyStep.exec(lines[from] ?? '')?.groups?.['step'], message });
  return findingOf(lines, { ...block, from }, { sureness: 'hint', heart: block.from, failure });
}
