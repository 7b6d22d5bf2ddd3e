import type { ConflictResolution, ReplaceContentEntry } from '@aws-sdk/client-codecommit';
import { codeCommitError } from './errors.ts';
import { contentBytes } from './file-content.ts';
import { apiMode, gitMode } from './file-modes.ts';
import { filePath } from './file-paths.ts';
import type { FileEntry } from './git-backend.ts';
import type { Blobs, FileConflict, MergedFiles } from './merge-files.ts';

/**
 * Settles conflicts as the request says path by path, and gives what is still in conflict. Throws
 * MultipleConflictResolutionEntries, InvalidConflictResolution and what else is wrong with the entries.
 */
export async function resolveConflicts(
  { files, conflicts }: MergedFiles,
  resolution: ConflictResolution | undefined,
  blobs: Blobs,
): Promise<FileConflict[]> {
  if (resolution === undefined) return conflicts;
  const open = new Map(conflicts.map((conflict) => [conflict.path, conflict]));
  const settled = new Set<string>();
  const take = (path: string | undefined): { path: string; conflict: FileConflict } => {
    const checked = filePath(path);
    const conflict = open.get(checked);
    if (settled.has(checked))
      throw codeCommitError('MultipleConflictResolutionEntries', `${checked} is resolved more than once.`);
    if (conflict === undefined)
      throw codeCommitError('InvalidConflictResolution', `${checked} is not in conflict.`);
    settled.add(checked);
    return { path: checked, conflict };
  };
  for (const entry of resolution.replaceContents ?? []) {
    const { path, conflict } = take(entry.filePath);
    const file = await replacement(entry, conflict, blobs);
    if (file === undefined) files.delete(path);
    else files.set(path, file);
  }
  for (const entry of resolution.deleteFiles ?? []) files.delete(take(entry.filePath).path);
  for (const entry of resolution.setFileModes ?? []) {
    const path = filePath(entry.filePath);
    const file = files.get(path);
    if (file !== undefined) files.set(path, { ...file, mode: gitMode(entry.fileMode ?? '') });
  }
  return conflicts.filter(({ path }) => !settled.has(path));
}

async function replacement(
  entry: ReplaceContentEntry,
  { path, versions }: FileConflict,
  blobs: Blobs,
): Promise<FileEntry | undefined> {
  switch (entry.replacementType) {
    case 'KEEP_BASE':
      return versions.base;
    case 'KEEP_SOURCE':
      return versions.source;
    case 'KEEP_DESTINATION':
      return versions.destination;
    case 'USE_NEW_CONTENT': {
      if (entry.content === undefined)
        throw codeCommitError(
          'ReplacementContentRequired',
          `USE_NEW_CONTENT for ${path} comes without content.`,
        );
      const mode = entry.fileMode ?? apiMode((versions.destination ?? versions.source)?.mode ?? '100644');
      return { mode: gitMode(mode), id: await blobs.write(contentBytes(entry.content, path)) };
    }
    case undefined:
      throw codeCommitError(
        'ReplacementTypeRequired',
        `The resolution of ${path} names no replacement type.`,
      );
    default:
      throw codeCommitError('InvalidReplacementType', `"${String(entry.replacementType)}" replaces nothing.`);
  }
}
