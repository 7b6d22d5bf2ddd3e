import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { describeProblems } from '../shared/config/describe-problems.ts';
import { loadConfig } from '../shared/config/load.ts';
import type { Config, ConfigFile } from '../shared/config/schema.ts';

/** The functions' part of a file below `folder`; throws one Error that lists every problem of the file. */
export function readConfig(folder: string, file: string): Config {
  return readConfigFile(folder, file).config;
}

/** The whole configuration of a file below `folder`, the deployment's part too; throws as `readConfig` does. */
export function readConfigFile(folder: string, file: string): ConfigFile {
  const loaded = loadConfig(readConfigText(folder, file));
  if (!loaded.ok) throw new Error(describeProblems(file, loaded.problems));
  return loaded;
}

function readConfigText(folder: string, file: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8');
  } catch (cause) {
    throw new Error(
      `${file} cannot be read${isAbsolute(file) ? '' : ` in ${folder}`}. It tells which repositories Drawbridge looks after; the one in Drawbridge's own repository is an example.`,
      { cause },
    );
  }
}
