import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../tests/support/source-files.ts';
import { generateStream } from './generate-stream.ts';
import { git } from './git.ts';

/** Another name for another content: what is kept from an earlier version is not taken for this one. */
const folder = join(root, 'node_modules', '.cache', 'drawbridge-bench', 'replication-1.git');

/**
 * The repository that is replicated: 20,000 commits, about 350 MB packed, with bitmaps as git hosts have them. Made
 * when it is not in the cache yet, which takes about a minute. Gives its folder; nobody writes to it.
 */
export async function bigRepository(): Promise<string> {
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  await git(making, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  await git(making, ['fast-import', '--quiet', '--date-format=raw'], generateStream());
  // Random bytes make no deltas; trying would take a minute more.
  await git(making, ['-c', 'core.bigFileThreshold=10k', 'repack', '-a', '-d', '-f', '-b', '-q']);
  await git(making, ['pack-refs', '--all']);
  await rename(making, folder);
  return folder;
}

/** A copy that shares its packs with the original; new objects go into the copy only. */
export async function copyRepository(original: string, to: string): Promise<string> {
  await git(root, ['clone', '--quiet', '--mirror', '--local', original, to]);
  for (const [name, value] of settings) await git(to, ['config', name, value]);
  return to;
}

/** An empty one. */
export async function emptyRepository(at: string): Promise<string> {
  await git(root, ['init', '--quiet', '--bare', '--initial-branch=main', at]);
  for (const [name, value] of settings) await git(at, ['config', name, value]);
  return at;
}

/** Git's own housekeeping would run beside what is measured. */
const settings = [
  ['gc.auto', '0'],
  ['receive.autogc', 'false'],
] as const;
