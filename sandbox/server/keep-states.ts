import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writePrivateFile } from '../access/private-file.ts';
import type { World } from '../kernel/world.ts';

/** Writes what the services remember to disk. */
export interface StateKeeper {
  /** Something may have changed: written soon, once for many changes. */
  touch(): void;
  /** Writes now, and no more on its own after that. */
  close(): Promise<void>;
}

const fileName = 'states.v8';
const quietMs = 500;

/**
 * Reads what an earlier sandbox left in the folder; a folder without it is a new beginning. A file that cannot
 * be read is an error that names it, for to go on would overwrite it.
 */
export async function restoreStates(world: World, folder: string): Promise<void> {
  const file = join(folder, fileName);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return;
  let states: unknown;
  try {
    states = deserialize(bytes);
  } catch (cause) {
    states = cause;
  }
  if (!(states instanceof Map))
    throw new Error(
      `${file} cannot be read: it is damaged, or another version of Node.js wrote it. Delete the folder to begin anew.`,
      { cause: states },
    );
  for (const [name, state] of states) world.states.set(String(name), state);
}

/** Keeps the world's states in the folder from now on, each time as a whole and never half of one. */
export function keepStates(world: World, folder: string): StateKeeper {
  const file = join(folder, fileName);
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    // The keys of role sessions are among what is remembered.
    await writePrivateFile(file, bytesOf(world));
  };
  const writeSoon = () => {
    timer = undefined;
    writing = writing.then(write).catch((error: unknown) => {
      console.error(`What the sandbox remembers could not be written to ${file}`, error);
    });
  };
  return {
    touch() {
      timer ??= setTimeout(writeSoon, quietMs);
    },
    async close() {
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}

function bytesOf(world: World): Buffer {
  try {
    return serialize(world.states);
  } catch (cause) {
    const name = [...world.states].find(([, state]) => !isPlain(state))?.[0];
    throw new Error(`The state "${name}" holds something that is no plain data`, { cause });
  }
}

function isPlain(state: unknown): boolean {
  try {
    serialize(state);
    return true;
  } catch {
    return false;
  }
}
