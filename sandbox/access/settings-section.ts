/** Stands first in what the sandbox wrote, so that it never takes a section of somebody else's for its own. */
const mark = "# Written by Drawbridge's sandbox, and written anew at each start with --write-profile.";

/**
 * A settings file with this section in place of the one of the same name, or at its end; every other line stays as it
 * is. `undefined` when a section of that name is there that the sandbox did not write.
 */
export function withSection(
  text: string,
  section: string,
  settings: Readonly<Record<string, string>>,
): string | undefined {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const written = [
    `[${section}]`,
    mark,
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
  ];
  const start = lines.findIndex((line) => nameIn(line) === section);
  if (start < 0) return textOf([...lines, ...(lines.length > 0 ? [''] : []), ...written]);
  if (lines[start + 1]?.trim() !== mark) return undefined;
  // Ours ends where the next one begins, or where somebody wrote something below an empty line.
  const length = lines.slice(start + 1).findIndex((line) => line.trim() === '' || nameIn(line) !== undefined);
  const end = length < 0 ? lines.length : start + 1 + length;
  return textOf([...lines.slice(0, start), ...written, ...lines.slice(end)]);
}

const textOf = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** The name between brackets; `undefined` for any other line. */
function nameIn(line: string): string | undefined {
  return /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1];
}
