import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';

/** Which files of a build are meant, as the buildspec says it. */
export interface FileSelection {
  readonly baseDirectory: string;
  readonly files: readonly string[];
  readonly excludePaths?: readonly string[];
}

/** The folder that the selection's patterns start from; `undefined` when it does not exist. */
export function baseFolderOf(sourceFolder: string, selection: FileSelection): string | undefined {
  const folder = resolve(sourceFolder, selection.baseDirectory);
  return existsSync(folder) ? folder : undefined;
}

/** The files below `folder` that fit a pattern, as sorted paths relative to it. Absolute patterns stay as they are. */
export async function findFiles(folder: string, selection: FileSelection): Promise<string[]> {
  const found = await matchesOf(folder, selection.files);
  const excluded = await matchesOf(folder, selection.excludePaths ?? []);
  return [...found].filter((path) => !excluded.has(path)).sort();
}

async function matchesOf(folder: string, patterns: readonly string[]): Promise<Set<string>> {
  const paths = new Set<string>();
  for (const pattern of patterns) {
    for await (const entry of glob(pattern, { cwd: folder, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      paths.add(isAbsolute(pattern) ? path : relative(folder, path));
    }
  }
  return paths;
}
