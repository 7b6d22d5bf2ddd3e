import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// npm run fix: writes what is generated, and formats everything.
const root = join(import.meta.dirname, '..');
const STEPS: readonly (readonly [string, ...string[]])[] = [
  [process.execPath, join(root, 'scripts', 'generate-schema.ts')],
  [process.execPath, join(root, 'scripts', 'generate-operations-table.ts')],
  [process.execPath, join(root, 'scripts', 'generate-costs.ts')],
  [process.execPath, join(root, 'scripts', 'generate-deployer-policy.ts')],
  [join(root, 'node_modules', '.bin', 'biome'), 'check', '--write'],
];

for (const [command, ...args] of STEPS) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
