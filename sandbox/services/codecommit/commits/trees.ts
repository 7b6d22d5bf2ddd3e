import type { Scope } from '../../../kernel/world.ts';
import { type FileEntry, type Files, gitBackend, placeOf } from '../objects/git-backend.ts';
import { encodeTree, type GitObject, objectId, type TreeEntry } from '../objects/git-objects.ts';

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, FileEntry>;
}

/** Writes the trees that hold exactly these files and gives the id of the topmost one. */
export async function writeTree(scope: Scope, repositoryName: string, files: Files): Promise<string> {
  const objects: GitObject[] = [];
  const id = addTree(folderOf(files), objects);
  await gitBackend.of(scope.world).writeObjects(placeOf(scope, repositoryName), objects);
  return id;
}

/** Writes a file's content and gives the id of its blob. */
export async function writeBlob(scope: Scope, repositoryName: string, data: Buffer): Promise<string> {
  const blob: GitObject = { type: 'blob', data };
  await gitBackend.of(scope.world).writeObjects(placeOf(scope, repositoryName), [blob]);
  return objectId(blob);
}

/** The content of a blob, or nothing when the repository has no blob with that id. */
export async function readBlob(
  scope: Scope,
  repositoryName: string,
  id: string,
): Promise<Buffer | undefined> {
  const object = await gitBackend.of(scope.world).readObject(placeOf(scope, repositoryName), id);
  return object?.type === 'blob' ? object.data : undefined;
}

function folderOf(files: Files): Folder {
  const top: Folder = { folders: new Map(), files: new Map() };
  for (const [path, file] of files) {
    const names = path.split('/');
    const last = names.pop() ?? path;
    let folder = top;
    for (const name of names) {
      let next = folder.folders.get(name);
      if (next === undefined) {
        next = { folders: new Map(), files: new Map() };
        folder.folders.set(name, next);
      }
      folder = next;
    }
    folder.files.set(last, file);
  }
  return top;
}

function addTree(folder: Folder, objects: GitObject[]): string {
  const entries: TreeEntry[] = [...folder.files].map(([name, file]) => ({ name, ...file }));
  for (const [name, child] of folder.folders)
    entries.push({ mode: '40000', name, id: addTree(child, objects) });
  const tree = encodeTree(entries);
  objects.push(tree);
  return objectId(tree);
}
