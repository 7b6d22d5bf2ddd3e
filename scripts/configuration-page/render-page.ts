import { stringify } from 'yaml';
import { type ConfigKey, configKeys } from './keys.ts';

/** What each part is about, where another page tells more. */
const more: Readonly<Record<string, string>> = {
  repositories: '[scale.md](scale.md) tells what falls under what, and what stays exact for a thousand.',
  replication: '[replication.md](replication.md) tells how replicas are kept.',
  backup: '[backup.md](backup.md) tells what is kept, and how to restore it.',
  redact: '[security.md](security.md) tells what is hidden without it.',
  deploy: '[operating.md](operating.md) tells what each setting asks for.',
};

/** docs/configuration.md: every key of `drawbridge.yml` with what it means and an example out of the whole one. */
export function configurationPage(example: unknown, wholeExample: string): string {
  const keys = configKeys();
  const parts = keys.filter(({ path }) => path.length === 1);
  const sections = parts.map((part) => {
    const name = part.path[0] ?? '';
    const within = keys.filter(({ path }) => path[0] === name);
    const rows = (within.length === 1 ? within : within.slice(1)).map((key) => row(key, example));
    const text = [part.about, more[name]].filter(Boolean).join(' ');
    return `## ${name}\n\n${text}\n\n| key | what it says | how it is written | when left out | example |\n|---|---|---|---|---|\n${rows.join('\n')}`;
  });
  return `# drawbridge.yml, key by key

Written by \`npm run fix\` from the schema; a test fails when it is not current. \`npm run config\` validates yours in a moment. \`<name>\` is a name that you choose, or a pattern in which \`*\` stands for any text. A duration is a number with \`s\`, \`m\`, \`h\` or \`d\`.

${sections.join('\n\n')}

## All of it

\`\`\`yaml
${wholeExample.trimEnd()}
\`\`\`
`;
}

function row({ path, about, form, isRequired, default: value }: ConfigKey, example: unknown): string {
  const name = path.map((part) => (part === '*' ? '<name>' : part)).join('.');
  const left = value === undefined ? (isRequired ? 'it is needed' : '') : `\`${inTable(value)}\``;
  return `| \`${name}\` | ${inTable(about)} | ${inTable(form)} | ${left} | \`${inTable(exampleOf(path, example))}\` |`;
}

/** What the whole example has at a path, on one line; throws when it has nothing there. */
export function exampleOf(path: readonly string[], example: unknown): string {
  let found = [example];
  for (const part of path) found = found.flatMap((value) => childrenOf(value, part));
  const [first] = found;
  if (first === undefined) throw new Error(`docs/configuration-example.yml has no ${path.join('.')}.`);
  return stringify(first, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

function childrenOf(value: unknown, part: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (part === '*') return Object.values(value);
  const child = (value as Record<string, unknown>)[part];
  return child === undefined ? [] : [child];
}

function inTable(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
