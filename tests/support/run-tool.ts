import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './source-files.ts';

/** Runs one of the project's tools in a folder to its end, on this Node.js; gives all it wrote and how it ended. */
export function runTool(
  folder: string,
  [tool, ...args]: readonly [string, ...string[]],
): { status: number | null; output: string } {
  const binaries = join(root, 'node_modules', '.bin');
  const { status, stdout, stderr } = spawnSync(join(binaries, tool), args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${binaries}:${process.env['PATH']}`, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}
