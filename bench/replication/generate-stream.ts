import { createCipheriv } from 'node:crypto';

/** How large the generated repository is; the numbers of the notes that it is compared with. */
export const size = { commits: 20_000, textFiles: 2_000, randomFiles: 400, branches: 50, tags: 200 } as const;

const randomBytes = 16_000;
const firstCommitAt = 1_700_000_000;

/** What one commit changes. */
export interface Change {
  readonly mark: number;
  readonly ref: string;
  /** A mark or an id; absent for the first commit. */
  readonly from?: string;
  readonly random: RandomBytes;
}

/** Bytes that cannot be compressed, and are the same in every run. */
export type RandomBytes = () => Buffer;

export function randomSource(seed: string): RandomBytes {
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(seed.padEnd(16).slice(0, 16)), Buffer.alloc(16));
  const nothing = Buffer.alloc(randomBytes);
  return () => cipher.update(nothing);
}

/** The whole repository in the language of `git fast-import`, piece by piece. Always the same. */
export function* generateStream(): Generator<Buffer> {
  const random = randomSource('drawbridge bench');
  yield Buffer.from('feature done\nreset refs/heads/main\n');
  yield firstCommit(random);
  for (let mark = 2; mark <= size.commits; mark += 1) {
    yield commit({ mark, ref: 'refs/heads/main', ...(mark === 2 && { from: ':1' }), random });
    yield Buffer.from(tagsAt(mark));
  }
  let mark = size.commits;
  for (let branch = 1; branch < size.branches; branch += 1) {
    mark += 1;
    const from = `:${Math.floor((branch * size.commits) / size.branches)}`;
    yield commit({ mark, ref: `refs/heads/feature/${branch}`, from, random });
  }
  yield Buffer.from('done\n');
}

/** Two text files and one random file: eleven objects with their folders. */
export function commit({ mark, ref, from, random }: Change): Buffer {
  return Buffer.concat([
    Buffer.from(head(ref, mark, `Change ${mark}`)),
    Buffer.from(from === undefined ? '' : `from ${from}\n`),
    file(textPath(mark * 7), text(mark * 7, mark)),
    file(textPath(mark * 13 + 977), text(mark * 13 + 977, mark)),
    file(`assets/set-${mark % 20}/image-${mark % size.randomFiles}.bin`, random()),
    Buffer.from('\n'),
  ]);
}

function firstCommit(random: RandomBytes): Buffer {
  const parts: Buffer[] = [Buffer.from(head('refs/heads/main', 1, 'Begin'))];
  for (let index = 0; index < size.textFiles; index += 1) parts.push(file(textPath(index), text(index, 1)));
  for (let index = 0; index < size.randomFiles; index += 1)
    parts.push(file(`assets/set-${index % 20}/image-${index}.bin`, random()));
  return Buffer.concat([...parts, Buffer.from('\n')]);
}

function head(ref: string, mark: number, message: string): string {
  const committer = `committer Ann <ann@example.com> ${firstCommitAt + mark * 600} +0000\n`;
  return `commit ${ref}\nmark :${mark}\n${committer}data ${message.length}\n${message}\n`;
}

function file(path: string, content: Buffer): Buffer {
  const start = Buffer.from(`M 644 inline ${path}\ndata ${content.length}\n`);
  return Buffer.concat([start, content, Buffer.from('\n')]);
}

function textPath(number: number): string {
  const index = number % size.textFiles;
  return `area-${index % 20}/part-${Math.floor(index / 20) % 10}/file-${index}.txt`;
}

/** Sixty lines, one of which tells when it was changed last. */
function text(number: number, mark: number): Buffer {
  const index = number % size.textFiles;
  const lines = Array.from({ length: 60 }, (_, line) =>
    line === mark % 60
      ? `changed by ${mark}`
      : `line ${line} of file ${index} says the same as in most versions`,
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** Every hundredth commit has a tag, annotated and not by turns. */
function tagsAt(mark: number): string {
  const every = size.commits / size.tags;
  if (mark % every !== 0) return '';
  const name = `v${mark / every}`;
  if ((mark / every) % 2 === 1) return `reset refs/tags/${name}\nfrom :${mark}\n\n`;
  const tagger = `tagger Ann <ann@example.com> ${firstCommitAt + mark * 600} +0000\n`;
  return `tag ${name}\nfrom :${mark}\n${tagger}data 7\nRelease\n`;
}
