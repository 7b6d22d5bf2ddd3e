import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Bundle } from './bundle-function.ts';

/** The zip format has no time zone; a fixed wall-clock time gives the same bytes for the same code everywhere. */
const WRITTEN_AT = new Date(2020, 0, 1);

/**
 * Writes the zip file that Lambda gets, and beside it the source map and the list of bundled modules.
 * The same bundle gives the same bytes, so a deployment changes only what changed. Returns the zip's path.
 */
export function writeArtifact(parts: {
  folder: string;
  functionName: string;
  /** The handler's file without its ending, as the template names it. */
  modulePath: string;
  bundle: Bundle;
}): string {
  const { folder, functionName, modulePath, bundle } = parts;
  const zip = zipSync(
    {
      // Without it the bundle would be read as ESM where it is unpacked below a package of that type.
      'package.json': strToU8('{"type":"commonjs"}\n'),
      [`${modulePath}.js`]: bundle.code,
      ...Object.fromEntries(bundle.late.map(({ path, code }) => [`${dirname(modulePath)}/${path}`, code])),
    },
    { level: 9, mtime: WRITTEN_AT },
  );
  const artifact = join(folder, `${functionName}.zip`);
  mkdirSync(dirname(artifact), { recursive: true });
  writeFileSync(artifact, zip);
  writeFileSync(join(folder, `${functionName}.js.map`), bundle.sourceMap);
  writeFileSync(join(folder, `${functionName}.modules.json`), JSON.stringify(bundle.metafile));
  return artifact;
}
