import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm run fix
Writes what is generated, and formats everything. It ends with 0 when nothing is left to mend by hand.`;

const root = join(import.meta.dirname, '..');
const STEPS: readonly (readonly [string, ...string[]])[] = [
  [process.execPath, join(root, 'scripts', 'generate-schema.ts')],
  [process.execPath, join(root, 'scripts', 'generate-operations-table.ts')],
  [process.execPath, join(root, 'scripts', 'generate-configuration-page.ts')],
  [process.execPath, join(root, 'scripts', 'generate-costs.ts')],
  [process.execPath, join(root, 'scripts', 'generate-deployer-policy.ts')],
  [join(root, 'node_modules', '.bin', 'biome'), 'check', '--write'],
];

await runCommand(usage, () => {
  const statuses = STEPS.map(([command, ...args]) => {
    const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
    return status ?? 1;
  });
  return statuses.find((status) => status !== 0) ?? 0;
});
