import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { unzip } from 'fflate';
import { AwsError } from '../../kernel/errors.ts';

/** Where the unpacked code with this hash is. */
export function codeFolder(folder: string, codeSha256: string): string {
  return join(folder, 'lambda', codeSha256.replaceAll('/', '_').replaceAll('+', '-').replaceAll('=', ''));
}

/** Unpacks a zip, once for each hash. Declines what is no zip, and paths that lead out of the folder. */
export async function keepCode(folder: string, codeSha256: string, zip: Uint8Array): Promise<void> {
  const target = codeFolder(folder, codeSha256);
  if (existsSync(target)) return;
  // Unpacked beside its place and moved there, so that a folder with this name is always complete.
  const partial = `${target}.${process.pid}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const [name, content] of Object.entries(await filesIn(zip))) {
    const path = resolve(partial, name);
    if (!path.startsWith(resolve(partial) + sep)) throw badZip(`The zip has a file outside of it: ${name}`);
    await mkdir(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) await writeFile(path, content);
  }
  await rename(partial, target).catch(async (error: NodeJS.ErrnoException) => {
    // Someone else has unpacked the same code in the meantime.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(partial, { recursive: true, force: true });
  });
}

function filesIn(zip: Uint8Array): Promise<Record<string, Uint8Array>> {
  return new Promise((done, reject) => {
    unzip(zip, (error, files) => {
      if (error)
        reject(badZip('Could not unzip uploaded file. Please check your file, then try to upload again.'));
      else done(files);
    });
  });
}

function badZip(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
