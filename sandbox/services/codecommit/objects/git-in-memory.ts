import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileEntry, Files, GitBackend, RepositoryPlace } from './git-backend.ts';
import { decodeCommit, decodeTree, type GitObject, objectId } from './git-objects.ts';

interface MemoryRepository {
  readonly refs: Map<string, string>;
  readonly objects: Map<string, GitObject>;
  /** Parents and files by commit: objects never change, so they are read once. */
  readonly parents: Map<string, readonly string[]>;
  readonly files: Map<string, Files>;
}

/**
 * Repositories in memory, for the simulation: real object ids, no process, no disk, and answers at once.
 * `checkOut` alone touches the disk: it writes the files, without a `.git` folder.
 */
export function gitInMemory(): GitBackend {
  const repositories = new Map<string, MemoryRepository>();
  const at = (place: RepositoryPlace): MemoryRepository => {
    const repository = repositories.get(keyOf(place));
    if (repository === undefined) throw new Error(`There is no git repository for ${keyOf(place)}`);
    return repository;
  };
  return {
    create(place) {
      repositories.set(keyOf(place), {
        refs: new Map(),
        objects: new Map(),
        parents: new Map(),
        files: new Map(),
      });
    },
    remove: (place) => void repositories.delete(keyOf(place)),
    setHead() {},
    refs: (place) => new Map([...at(place).refs].sort(([a], [b]) => (a < b ? -1 : 1))),
    readRef: (place, ref) => at(place).refs.get(ref),
    updateRef(place, { ref, from, to }) {
      const { refs } = at(place);
      if (refs.get(ref) !== from || (to !== undefined && clashes(refs, ref))) return false;
      if (to === undefined) refs.delete(ref);
      else refs.set(ref, to);
      return true;
    },
    readObject: (place, id) => at(place).objects.get(id),
    writeObjects(place, objects) {
      for (const object of objects) at(place).objects.set(objectId(object), object);
    },
    files: (place, commitId) => filesOf(at(place), commitId),
    mergeBase: (place, one, other) => mergeBase(at(place), one, other),
    keep() {},
    async checkOut(place, { commitId, folder }) {
      const repository = at(place);
      for (const [path, { id, mode }] of filesOf(repository, commitId)) {
        const file = join(folder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, repository.objects.get(id)?.data ?? '', {
          mode: mode === '100755' ? 0o755 : 0o644,
        });
      }
    },
  };
}

function keyOf({ account, region, name }: RepositoryPlace): string {
  return `${account}/${region}/${name}`;
}

/** Git keeps a ref as a file: `a` and `a/b` cannot exist together. */
function clashes(refs: ReadonlyMap<string, string>, ref: string): boolean {
  for (const other of refs.keys())
    if (other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`)) return true;
  return false;
}

function objectOf(repository: MemoryRepository, id: string): GitObject {
  const object = repository.objects.get(id);
  if (object === undefined) throw new Error(`The object ${id} is missing in the repository`);
  return object;
}

function filesOf(repository: MemoryRepository, commitId: string): Files {
  const known = repository.files.get(commitId);
  if (known !== undefined) return known;
  const files = new Map<string, FileEntry>();
  collect(decodeCommit(objectOf(repository, commitId).data).tree, '');
  repository.files.set(commitId, files);
  return files;

  function collect(tree: string, folder: string): void {
    for (const { mode, name, id } of decodeTree(objectOf(repository, tree).data))
      if (mode === '40000') collect(id, `${folder}${name}/`);
      else files.set(`${folder}${name}`, { mode, id });
  }
}

function parentsOf(repository: MemoryRepository, commitId: string): readonly string[] {
  let parents = repository.parents.get(commitId);
  if (parents === undefined) {
    parents = decodeCommit(objectOf(repository, commitId).data).parents;
    repository.parents.set(commitId, parents);
  }
  return parents;
}

function ancestorsOf(repository: MemoryRepository, commitId: string): Set<string> {
  const seen = new Set([commitId]);
  for (const id of seen) for (const parent of parentsOf(repository, id)) seen.add(parent);
  return seen;
}

function mergeBase(repository: MemoryRepository, one: string, other: string): string | undefined {
  const ofOne = ancestorsOf(repository, one);
  const common: string[] = [];
  const seen = new Set([other]);
  for (const id of seen) {
    if (ofOne.has(id)) common.push(id);
    else for (const parent of parentsOf(repository, id)) seen.add(parent);
  }
  // The best one is no ancestor of another one.
  return common.find((id) => !common.some((x) => x !== id && ancestorsOf(repository, x).has(id)));
}
