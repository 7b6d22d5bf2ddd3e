import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The repository's root folder. */
export const root = join(import.meta.dirname, '..', '..');

const NOT_OURS = new Set(['node_modules', '.git', '.serverless', '.drawbridge', 'coverage']);

/** Files below a folder of the repository, as paths from the root with `/`; none when the folder does not exist. */
export function filesBelow(folder: string, ending: RegExp): string[] {
  return walk(join(root, folder))
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter((file) => ending.test(file))
    .sort();
}

/** The text of a file of the repository. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function walk(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}
