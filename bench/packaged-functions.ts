import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { tourStack } from '../tests/support/tour-stack.ts';

/** One function as it is deployed. */
export interface PackagedFunction {
  readonly name: string;
  /** File of the zip to its bytes. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The file among them that Lambda loads. */
  readonly entry: string;
}

/** Packages the stack when something changed, and reads the zip of every function. */
export async function packagedFunctions(): Promise<readonly PackagedFunction[]> {
  const { artifactFolder } = await tourStack();
  return functionsIn(artifactFolder);
}

/** Reads the zip of every function of a packaged stack. */
export function functionsIn(artifactFolder: string): readonly PackagedFunction[] {
  return readdirSync(artifactFolder)
    .filter((file) => file.endsWith('.zip'))
    .map((file) => {
      const name = file.slice(0, -'.zip'.length);
      const files = unzipSync(readFileSync(join(artifactFolder, file)));
      return { name, files, entry: `functions/${name}/handler.js` };
    });
}

/** Writes a function's files below the folder and gives the path of the one that Lambda loads. */
export function unpack({ name, files, entry }: PackagedFunction, folder: string): string {
  for (const [path, bytes] of Object.entries(files)) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(folder, name, entry);
}
