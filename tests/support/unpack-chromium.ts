import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import type { TestProject } from 'vitest/node';
import { root } from './source-files.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser's program is. */
    readonly chromium: string;
  }
}

/**
 * Unpacks Chromium beside its package before any browser test runs. Left to itself the package unpacks into the
 * machine's temporary folder, where another test may find a file that is half written, and anybody may have left one.
 */
export async function setup(project: TestProject): Promise<void> {
  const folder = join(root, 'node_modules', '@sparticuz', 'chromium', 'unpacked');
  if (!existsSync(folder)) await unpackInto(folder);
  project.provide('chromium', join(folder, 'chromium'));
}

async function unpackInto(folder: string): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = partial;
  try {
    await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
  // Moved there as a whole, so that a folder of this name is always complete.
  await rename(partial, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(partial, { recursive: true });
  });
}
