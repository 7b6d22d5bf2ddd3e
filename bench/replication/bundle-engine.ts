import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the engine into one file, minified as the functions are; gives the file. */
export async function bundleEngine(folder: string): Promise<string> {
  const outfile = join(folder, 'pipe-process.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'pipe-process.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    logLevel: 'silent',
  });
  return outfile;
}
