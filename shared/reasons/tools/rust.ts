import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';

const compiled =
  /^error(?:\[E\d{4}\])?: (?<title>(?!could not compile|aborting due to|test failed, to rerun|process didn't exit).{1,600})$/;
const arrow = /^\s*--> (?<file>\S{1,300}):(?<line>\d{1,7}):\d{1,7}$/;

/** rustc's errors, which have an arrow to their place (https://doc.rust-lang.org/error_codes/). */
export const rustc = defineTool({
  name: 'rustc',
  find: (lines) =>
    blocksAt(lines, compiled, (line) => line !== '').flatMap((block) => {
      const place = lines
        .slice(block.from + 1, block.from + 4)
        .map((line) => arrow.exec(line)?.groups)
        .find((groups) => groups);
      return place ? [findingOf(lines, { ...block, groups: { ...block.groups, ...place } })] : [];
    }),
});

const output = /^---- (?<title>\S{1,300}(?: - .{1,200})?) stdout ----$/;
const panicked =
  /panicked at (?:'(?<old>.{0,500})', )?(?<file>[^\s:']{1,300}\.rs):(?<line>\d{1,7}):\d{1,7}:?$/;
const refused =
  /^error: (?<title>(?:no matching package|failed to (?:select|get|load|parse|download|run custom build)|package `|the lock file|no such (?:command|subcommand)).{0,600})$/;
const echo = /^error: (?<title>could not compile .{1,300}|test failed, to rerun pass .{1,200})$/;

/** `cargo test`, what cargo itself refuses, and where it only repeats that the compiler or a test failed. */
export const cargo = defineTool({
  name: 'cargo',
  find: (lines) => [
    ...blocksAt(lines, output, (line) => !output.test(line) && line !== 'failures:').map((block) =>
      test(lines, block),
    ),
    ...blocksAt(lines, refused, (line) => line !== '').map((block) =>
      findingOf(lines, block, { sureness: 'hint' }),
    ),
    ...blocksAt(lines, echo).map((block) => findingOf(lines, block, { sureness: 'echo' })),
  ],
});

function test(lines: readonly string[], block: Parameters<typeof findingOf>[1]): Finding {
  const body = lines.slice(block.from, block.to);
  const at = body.findIndex((line) => panicked.test(line));
  const groups = panicked.exec(body[at] ?? '')?.groups ?? {};
  const message = groups['old'] ?? body[at + 1]?.trim();
  const trace = body.findIndex((line) => line === 'stack backtrace:');
  const to = trace === -1 ? block.to : block.from + trace;
  const failure = at === -1 || !message ? {} : { message };
  return findingOf(
    lines,
    { groups: { ...block.groups, ...groups }, from: block.from, to },
    { heart: at === -1 ? undefined : block.from + at, failure },
  );
}
