import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import './generate-operations-table.ts';
import './generate-schema.ts';

// npm run fix: writes what is generated, and formats everything.
const root = join(import.meta.dirname, '..');
const { status } = spawnSync(join(root, 'node_modules', '.bin', 'biome'), ['check', '--write'], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
