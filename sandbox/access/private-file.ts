import { chmod, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder that nobody else on this machine can look into, also of one that is there already. Rejects with a
 * sentence when it is another user's, or no folder: whoever it belongs to could open it again.
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await stat(folder);
  const me = process.getuid?.() ?? uid;
  if (uid !== me)
    throw new Error(`${folder} belongs to another user of this machine. Give a folder that is yours.`);
  await chmod(folder, 0o700);
}

/** Writes a file that nobody else can read, whole or not at all, into a folder of the same kind. */
export async function writePrivateFile(file: string, content: string | Uint8Array): Promise<void> {
  await makePrivateFolder(dirname(file));
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
