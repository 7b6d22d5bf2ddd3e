import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { FileEntry, GitBackend, RefUpdate, RepositoryPlace } from './git-backend.ts';
import { type GitObject, objectId } from './git-objects.ts';
import { requireGit, runGit } from './run-git.ts';

const deflateAsync = promisify(deflate);
const inflateAsync = promisify(inflate);

/**
 * What CodeCommit's server allows (notes on its advertisement: allow-tip-sha1-in-want and
 * allow-reachable-sha1-in-want). Unreferenced merge commits hang on hidden refs: a hidden tip may be fetched by
 * id. Pushes are kept as loose objects, which are read here without a process.
 */
const repositoryConfig = `[http]
	receivepack = true
[uploadpack]
	allowTipSHA1InWant = true
	allowReachableSHA1InWant = true
[transfer]
	hideRefs = refs/unreferenced
	unpackLimit = 5000
[receive]
	autogc = false
	denyDeleteCurrent = refuse
[gc]
	auto = 0
`;

/** The folder of one bare repository below the world's folder. */
export function repositoryFolder(folder: string, place: RepositoryPlace): string {
  return join(folder, 'repositories', place.account, place.region, `${place.name}.git`);
}

/** Bare repositories on disk, worked on with the `git` program. Loose objects are read and written directly. */
export function gitOnDisk(folder: string): GitBackend {
  const at = (place: RepositoryPlace) => repositoryFolder(folder, place);
  return {
    create: (place) => createBare(at(place)),
    remove: (place) => rm(at(place), { recursive: true, force: true }),
    setHead: (place, branch) => writeFile(join(at(place), 'HEAD'), `ref: refs/heads/${branch}\n`),
    refs: (place) => listRefs(at(place)),
    readRef: (place, ref) => readRef(at(place), ref),
    updateRef: (place, update) => updateRef(at(place), update),
    readObject: (place, id) => readObject(at(place), id),
    async writeObjects(place, objects) {
      for (const object of objects) await writeObject(at(place), object);
    },
    files: (place, commitId) => listFiles(at(place), commitId),
    async mergeBase(place, one, other) {
      const { stdout } = await runGit(['merge-base', one, other], { cwd: at(place) });
      return stdout.toString('latin1').trim() || undefined;
    },
    async keep(place, commitId) {
      await requireGit(['update-ref', `refs/unreferenced/${commitId}`, commitId], { cwd: at(place) });
    },
    async checkOut(place, target) {
      const depth = target.depth === undefined ? [] : [`--depth=${target.depth}`];
      const cwd = target.folder;
      await mkdir(cwd, { recursive: true });
      await requireGit(['init', '-q', '-b', 'main'], { cwd });
      await requireGit(['remote', 'add', 'origin', target.originUrl], { cwd });
      await requireGit(['fetch', '-q', ...depth, `file://${at(place)}`, target.commitId], { cwd });
      await requireGit(['-c', 'advice.detachedHead=false', 'checkout', '-q', target.commitId], { cwd });
    },
  };
}

async function createBare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await requireGit(['init', '-q', '--bare', '-b', 'main'], { cwd: folder });
  await appendFile(join(folder, 'config'), repositoryConfig);
}

async function listRefs(folder: string): Promise<Map<string, string>> {
  const output = await requireGit(
    ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags'],
    { cwd: folder },
  );
  const refs = new Map<string, string>();
  for (const line of output.toString('utf8').split('\n'))
    if (line !== '') refs.set(line.slice(41), line.slice(0, 40));
  return refs;
}

async function readRef(folder: string, ref: string): Promise<string | undefined> {
  const text = await readFile(join(folder, ref), 'utf8').catch(() => undefined);
  const id = text?.trim();
  if (id !== undefined && /^[0-9a-f]{40}$/.test(id)) return id;
  if (!existsSync(join(folder, 'packed-refs'))) return undefined;
  return (await listRefs(folder)).get(ref);
}

async function updateRef(folder: string, { ref, from, to }: RefUpdate): Promise<boolean> {
  const none = '0'.repeat(40);
  const args = to === undefined ? ['-d', ref, from ?? none] : [ref, to, from ?? none];
  return (await runGit(['update-ref', ...args], { cwd: folder })).code === 0;
}

async function readObject(folder: string, id: string): Promise<GitObject | undefined> {
  const packed = await readFile(looseFile(folder, id)).catch(() => undefined);
  if (packed === undefined) return readPackedObject(folder, id);
  const bytes = await inflateAsync(packed);
  const end = bytes.indexOf(0);
  const [type] = bytes.toString('latin1', 0, end).split(' ');
  return { type: type as GitObject['type'], data: bytes.subarray(end + 1) };
}

async function readPackedObject(folder: string, id: string): Promise<GitObject | undefined> {
  if (!existsSync(folder)) return undefined;
  const output = await requireGit(['cat-file', '--batch'], { cwd: folder, input: `${id}\n` });
  const end = output.indexOf(0x0a);
  const [, type, size] = output.toString('latin1', 0, end).split(' ');
  if (size === undefined) return undefined;
  return { type: type as GitObject['type'], data: output.subarray(end + 1, end + 1 + Number(size)) };
}

let temporaryFiles = 0;

async function writeObject(folder: string, object: GitObject): Promise<void> {
  const file = looseFile(folder, objectId(object));
  if (existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  temporaryFiles += 1;
  // Written aside and renamed, so that a reader never sees half an object.
  const aside = join(folder, 'objects', `tmp_obj_${process.pid}_${temporaryFiles}`);
  const header = Buffer.from(`${object.type} ${object.data.length}\0`);
  await writeFile(aside, await deflateAsync(Buffer.concat([header, object.data])), { mode: 0o444 });
  await rename(aside, file);
}

function looseFile(folder: string, id: string): string {
  return join(folder, 'objects', id.slice(0, 2), id.slice(2));
}

async function listFiles(folder: string, commitId: string): Promise<Map<string, FileEntry>> {
  const output = await requireGit(['ls-tree', '-r', '-z', '--full-tree', commitId], { cwd: folder });
  const files = new Map<string, FileEntry>();
  for (const line of output.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
    files.set(line.slice(tab + 1), { mode, id });
  }
  return files;
}
