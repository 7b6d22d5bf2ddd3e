import { createHash } from 'node:crypto';

/** One object of a git repository, as git stores it without its header. */
export interface GitObject {
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly data: Buffer;
}

/** One line of a tree. `mode` is git's: `100644`, `100755`, `120000`, `160000`, or `40000` for a folder. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly id: string;
}

/** Who wrote a commit and when; `zone` is git's `+0000`. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly seconds: number;
  readonly zone: string;
}

/** What a commit says. */
export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

/** The id git gives to these bytes. */
export function objectId({ type, data }: GitObject): string {
  return createHash('sha1').update(`${type} ${data.length}\0`).update(data).digest('hex');
}

/** The lines of a tree object, in git's order. */
export function decodeTree(data: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < data.length) {
    const space = data.indexOf(0x20, at);
    const end = data.indexOf(0, space);
    entries.push({
      mode: data.toString('latin1', at, space),
      name: data.toString('utf8', space + 1, end),
      id: data.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

/** The tree object of these lines; sorts them as git does, folders as if their name ended with a slash. */
export function encodeTree(entries: readonly TreeEntry[]): GitObject {
  const sorted = entries
    .map((entry) => ({ entry, key: Buffer.from(entry.mode === '40000' ? `${entry.name}/` : entry.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  const parts = sorted.flatMap(({ entry }) => [
    Buffer.from(`${entry.mode} ${entry.name}\0`),
    Buffer.from(entry.id, 'hex'),
  ]);
  return { type: 'tree', data: Buffer.concat(parts) };
}

/** Reads a commit object. Headers that CodeCommit does not show (signatures, encodings) are passed over. */
export function decodeCommit(data: Buffer): Commit {
  const text = data.toString('utf8');
  const split = text.indexOf('\n\n');
  const head = split < 0 ? text : text.slice(0, split);
  const parents: string[] = [];
  const fields = new Map<string, string>();
  for (const line of head.split('\n')) {
    const space = line.indexOf(' ');
    const key = line.slice(0, space);
    if (key === 'parent') parents.push(line.slice(space + 1));
    else if (!fields.has(key)) fields.set(key, line.slice(space + 1));
  }
  return {
    tree: fields.get('tree') ?? '',
    parents,
    author: decodePerson(fields.get('author') ?? ''),
    committer: decodePerson(fields.get('committer') ?? ''),
    message: split < 0 ? '' : text.slice(split + 2),
  };
}

/** The commit object of these values. */
export function encodeCommit(commit: Commit): GitObject {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${encodePerson(commit.author)}`,
    `committer ${encodePerson(commit.committer)}`,
  ];
  return { type: 'commit', data: Buffer.from(`${lines.join('\n')}\n\n${commit.message}`) };
}

/** The id that an annotated tag points to. */
export function decodeTagTarget(data: Buffer): string | undefined {
  return /^object ([0-9a-f]{40})\n/.exec(data.toString('utf8'))?.[1];
}

function decodePerson(line: string): Person {
  const match = /^(.*?) ?<([^>]*)> (\d+) ([+-]\d{4})$/.exec(line);
  if (match === null) return { name: line, email: '', seconds: 0, zone: '+0000' };
  const [, name = '', email = '', seconds = '0', zone = '+0000'] = match;
  return { name, email, seconds: Number(seconds), zone };
}

function encodePerson({ name, email, seconds, zone }: Person): string {
  return `${name} <${email}> ${seconds} ${zone}`;
}
