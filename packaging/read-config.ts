import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeProblems } from '../shared/config/describe-problems.ts';
import { loadConfig } from '../shared/config/load.ts';
import type { Config, ConfigFile } from '../shared/config/schema.ts';

const FILE_NAME = 'drawbridge.yml';

/** The functions' part of the configuration in `folder`; throws one Error that lists every problem of the file. */
export function readConfig(folder: string): Config {
  return readConfigFile(folder).config;
}

/** The whole configuration of the stack in `folder`, the deployment's part too; throws as `readConfig` does. */
export function readConfigFile(folder: string): ConfigFile {
  const loaded = loadConfig(readConfigText(folder));
  if (!loaded.ok) throw new Error(describeProblems(FILE_NAME, loaded.problems));
  return loaded;
}

function readConfigText(folder: string): string {
  try {
    return readFileSync(join(folder, FILE_NAME), 'utf8');
  } catch (cause) {
    throw new Error(
      `${FILE_NAME} cannot be read in ${folder}. It tells which repositories Drawbridge looks after; the one in Drawbridge's own repository is an example.`,
      { cause },
    );
  }
}
