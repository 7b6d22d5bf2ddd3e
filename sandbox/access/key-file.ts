import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../kernel/world.ts';
import { exportBlock, keyInBlock } from './export-block.ts';
import { writePrivateFile } from './private-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a sandbox on this port leaves its exports for the user who started it: a shell can read the file, and so do
 * our own commands. Below the folder for what programs remember of their runs.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function keyFile(port: number, environment: Environment): string {
  const state = environment['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return join(state, 'drawbridge', `sandbox-${port}.env`);
}

/** Writes the file of a sandbox that listens, readable by this user alone; gives its name. */
export async function writeKeyFile(world: World, environment: Environment): Promise<string> {
  const file = keyFile(portOf(world.endpoint) ?? 0, environment);
  await writePrivateFile(file, exportBlock(world));
  return file;
}

/** A secret that opens nothing any more need not lie around. */
export async function removeKeyFile(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** The administrator's key of the sandbox at this address; `undefined` where none of this user's listens there. */
export function readKeyFile(endpoint: string, environment: Environment): World['administrator'] | undefined {
  const port = portOf(endpoint);
  if (port === undefined) return undefined;
  try {
    return keyInBlock(readFileSync(keyFile(port, environment), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The port of an address of this machine; other addresses are none of a sandbox. */
function portOf(endpoint: string): number | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isHere = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return isHere ? Number(url.port || 80) : undefined;
}
