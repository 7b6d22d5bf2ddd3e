import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFiles } from './object-files.ts';

/** Keeps objects as files in `<folder>/s3`, where `folder` is the world's. */
export function objectFilesOnDisk(folder: string): ObjectFiles {
  const root = join(folder, 's3');
  const pathOf = (id: string) => join(root, id);
  return {
    async write(id, bytes) {
      await mkdir(root, { recursive: true });
      await writeFile(pathOf(id), bytes);
    },
    read: (id) => readFile(pathOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}
