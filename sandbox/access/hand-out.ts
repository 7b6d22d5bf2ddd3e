import type { World } from '../kernel/world.ts';
import { exportBlock } from './export-block.ts';
import { removeKeyFile, writeKeyFile } from './key-file.ts';
import type { AccessOptions } from './options.ts';
import { writeProfile } from './write-profile.ts';

/** The administrator's key, handed to the user who started the sandbox. */
export interface HandedOut {
  /** What to print: the exports, where else they stand, and what was written. */
  readonly text: string;
  /** Removes the file with the key; the profile stays, and is written anew by the next start that is told to. */
  takeBack(): Promise<void>;
}

/**
 * Writes the key where its user's commands find it, and the profile that was asked for. A file that cannot be written
 * is told and no reason to stop: the exports are printed. A profile that cannot be written is an error.
 */
export async function handOutKey(
  world: World,
  { writeProfile: profile }: AccessOptions,
  environment: NodeJS.ProcessEnv,
): Promise<HandedOut> {
  const profileLine = profile === undefined ? '' : await profileTold(world, profile, environment);
  const exports = exportBlock(world).replaceAll(/^/gm, '  ').trimEnd();
  try {
    const file = await writeKeyFile(world, environment);
    return {
      text: `${exports}\n\nThey stand in ${file} too, for your eyes only, while the sandbox is up: . ${file}\n${profileLine}`,
      takeBack: () => removeKeyFile(file),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      text: `${exports}\n\nThey could not be written to a file for our own commands, which need them exported: ${reason}\n${profileLine}`,
      takeBack: () => Promise.resolve(),
    };
  }
}

async function profileTold(world: World, profile: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const [credentials, config] = await writeProfile(world, profile, environment);
  return `The profile ${profile} in ${credentials} and ${config} leads here: aws --profile ${profile} …\n`;
}
