import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { git } from './run-git.ts';

/** A bare repository on disk and what tests do with it. */
export interface BareRepository {
  readonly path: string;
  git(args: readonly string[], input?: string | Buffer): Promise<string>;
  /** Adds commits to a ref and gives their ids, oldest first. Equal calls give equal commits. */
  commits(ref: string, texts: readonly string[], options?: CommitOptions): Promise<string[]>;
  tip(ref: string): Promise<string>;
}

export interface CommitOptions {
  /** Where the first commit goes on; the ref's tip when absent, nothing for `null`. */
  readonly from?: string | null;
  /** Merged into the first commit. */
  readonly merge?: string;
  readonly file?: string;
}

/** Everything that makes two repositories the same. */
export interface RepositoryState {
  /** `<oid> <ref>`, branches and tags. */
  readonly refs: readonly string[];
  /** SHA-256 of the sorted names of all objects that the refs reach. */
  readonly objects: string;
  /** What `git fsck --full --strict` finds wrong. */
  readonly wrong: string;
}

/** A new one, or one that is there. */
export async function bareRepository(path: string, { create }: { create: boolean }): Promise<BareRepository> {
  if (create) {
    await mkdir(path, { recursive: true });
    await git(path, ['init', '-q', '--bare', '-b', 'main', '.']);
  }
  for (const setting of ['gc.auto=0', 'receive.autogc=false', 'core.fsync=none'])
    await git(path, ['config', ...(setting.split('=') as [string, string])]);
  const run: BareRepository['git'] = (args, input) => git(path, args, input);
  const tip = (ref: string): Promise<string> => run(['rev-parse', '--verify', '-q', ref]);
  return {
    path,
    git: run,
    tip,
    async commits(ref, texts, options = {}) {
      const from =
        options.from === null ? undefined : (options.from ?? (await tip(ref).catch(() => undefined)));
      const file = options.file ?? 'file.txt';
      const marks = texts.map((text, index) => commitOf({ ref, text, index, from, file, options }));
      const printed = await run(
        ['fast-import', '--quiet', '--force', '--date-format=raw'],
        `${from === undefined ? `reset ${ref}\n` : ''}${marks.join('')}${texts.map((_, index) => `get-mark :${index + 1}\n`).join('')}done\n`,
      );
      return printed.split('\n');
    },
  };
}

interface CommitParts {
  readonly ref: string;
  readonly text: string;
  readonly index: number;
  readonly from: string | undefined;
  readonly file: string;
  readonly options: CommitOptions;
}

function commitOf({ ref, text, index, from, file, options }: CommitParts): string {
  const parent = index === 0 ? (from === undefined ? '' : `from ${from}\n`) : '';
  const merge = index === 0 && options.merge !== undefined ? `merge ${options.merge}\n` : '';
  // The content grows with the history, so that packs hold deltas.
  const content = `${Array.from({ length: 40 }, (_, line) => `line ${line} of everything`).join('\n')}\n${text}\n`;
  return [
    `commit ${ref}\nmark :${index + 1}\n`,
    `committer Ann <ann@example.com> ${1_700_000_000 + index * 60} +0000\n`,
    `data ${Buffer.byteLength(text)}\n${text}\n`,
    parent,
    merge,
    `M 644 inline ${file}\ndata ${Buffer.byteLength(content)}\n${content}\n`,
  ].join('');
}

/** Refs, objects and faults of a repository; two replicas of each other give equal values. */
export async function stateOf(repository: BareRepository): Promise<RepositoryState> {
  const refs = await repository.git([
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ]);
  const objects = await repository.git(['rev-list', '--objects', '--no-object-names', '--all']);
  const wrong = await repository.git(['fsck', '--full', '--strict', '--no-dangling', '--no-progress']);
  return {
    refs: refs === '' ? [] : refs.split('\n').sort(),
    objects: createHash('sha256').update(objects.split('\n').sort().join('\n')).digest('hex'),
    wrong,
  };
}
