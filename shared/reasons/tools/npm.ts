import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';

const code = /^npm (?:ERR!|error) code (?<code>[A-Z]\w{1,40}|\d{1,3})$/;
const own = /^npm (?:ERR!|error)(?: (?<text>.*))?$/;
const missing =
  /^npm (?:ERR!|error) (?<title>Missing script: .{1,200}|could not determine executable to run)/;
/** A script of the package failed: what it printed stands above. */
const ofScript = new Set(['ELIFECYCLE', '1', '2', '127', '137']);
const unsaid =
  /^(?:syscall|errno|path|dest|code|engine|network|A complete log|Clean install|Usage:|Options:|npm ci$|aliases:|Run "|Note that)\b|^\s*at |^$/;

/** npm's own errors: a code, and its explanation before the usage that it repeats. */
export const npm = defineTool({
  name: 'npm',
  find: (lines) => [
    ...blocksAt(lines, code, (line) => own.test(line)).map((block) => explained(lines, block)),
    ...blocksAt(lines, missing).map((block) => findingOf(lines, block)),
    ...blocksAt(
      lines,
      /^npm (?:ERR!|error) (?<title>Lifecycle script .{1,200}|Test failed\..{0,80}|command failed)$/,
    ).map((block) => findingOf(lines, block, { sureness: 'echo' })),
  ],
});

function explained(lines: readonly string[], block: Parameters<typeof findingOf>[1]): Finding {
  const name = block.groups['code'] ?? '';
  if (ofScript.has(name))
    return findingOf(lines, block, { sureness: 'echo', failure: { title: `npm: ${name}` } });
  const texts = lines
    .slice(block.from + 1, block.to)
    .map((line) =>
      (own.exec(line)?.groups?.['text'] ?? '').replace(
        /^(?:notarget|notsup|404|engine|ERESOLVE|audit|network) ?/,
        '',
      ),
    );
  const usage = texts.findIndex((text) => /^(?:Clean install|Usage:|To see a list)/.test(text));
  const end = usage === -1 ? block.to : block.from + 1 + usage;
  const first = texts.slice(0, end - block.from - 1).find((text) => !unsaid.test(text));
  const lacking = texts
    .filter((text) => /^(?:Missing|Invalid): /.test(text))
    .slice(0, 3)
    .join(', ');
  const failure = defined({ title: first ?? name, message: lacking || undefined });
  const finding = findingOf(
    lines,
    { ...block, to: end },
    {
      failure: {
        title: `${name}: ${failure.title}`,
        ...(failure.message ? { message: failure.message } : {}),
      },
    },
  );
  return {
    ...finding,
    at: finding.at.filter(
      (index) => !/^npm (?:ERR!|error)(?:$| {1,8}at | A complete log)/.test(lines[index] ?? ''),
    ),
  };
}

const yarnError = /^error (?<title>(?!Command failed)\S.{0,600}?)\.?$/;
const berry = /^➤ (?<code>YN\d{4}): (?:[│┌└] )?(?<title>(?:Error|\S{1,80}@).{0,500})$/;
const yarnEcho = /^(?:error )?Command failed with exit code \d{1,3}\.$/;

/** yarn 1, which prefixes its words with their level, and yarn 2 and later, which number them. */
export const yarn = defineTool({
  name: 'yarn',
  find(lines) {
    const echoes = blocksAt(lines, yarnEcho).map((block) => findingOf(lines, block, { sureness: 'echo' }));
    const isYarn = lines.some((line) => /^yarn (?:run|install|add|workspace)?\s?v[01]\./.test(line));
    const old = isYarn
      ? blocksAt(lines, yarnError).map((block) => findingOf(lines, block, { sureness: 'hint' }))
      : [];
    const newer = blocksAt(lines, berry)
      .filter(({ groups }) => groups['code'] !== 'YN0000')
      .map((block) => findingOf(lines, block, { sureness: 'hint' }));
    return [...old, ...newer, ...echoes];
  },
});

const pnpmError = /^\s*(?:\[?ERR_PNPM_(?<code>\w{1,60})\]?)\s{1,4}(?<title>\S.{0,600})$/;
const pnpmEcho = /^\s*(?:\[?ELIFECYCLE\]?)\s{1,4}(?<title>\S.*)$/;

/** pnpm's own errors have a name; ELIFECYCLE repeats that a script failed. */
export const pnpm = defineTool({
  name: 'pnpm',
  find: (lines) => [
    ...blocksAt(lines, pnpmError, (line, at) => at < 10 && !/^\s*ELIFECYCLE/.test(line)).map((block) =>
      findingOf(lines, block, /RECURSIVE_RUN/.test(block.groups['code'] ?? '') ? { sureness: 'echo' } : {}),
    ),
    ...blocksAt(lines, pnpmEcho).map((block) => findingOf(lines, block, { sureness: 'echo' })),
  ],
});
