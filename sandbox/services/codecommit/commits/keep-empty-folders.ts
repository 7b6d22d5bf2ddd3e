import type { FileEntry, Files } from '../objects/git-backend.ts';

/** Puts a `.gitkeep`, whose empty blob is given, into every folder that a deletion has emptied. */
export function keepEmptyFolders(before: Files, after: Map<string, FileEntry>, emptyBlobId: string): void {
  for (const path of before.keys()) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder === '' || after.has(path)) continue;
    if (![...after.keys()].some((other) => other.startsWith(folder)))
      after.set(`${folder}.gitkeep`, { mode: '100644', id: emptyBlobId });
  }
}
