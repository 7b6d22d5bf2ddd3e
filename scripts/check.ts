import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

const root = join(import.meta.dirname, '..');

const usage = `Usage: npm run check
Says all that can be said about the code without running it. Steps run side by side; the output of one that fails is
shown whole. It ends with 0 when all are well, else with 1.`;

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** A reason why a step that ended well still failed. */
  readonly doubt?: (output: string) => string | undefined;
}

/** The folders that hold code; one that does not exist yet is left out. */
const CODE = ['functions', 'shared', 'sandbox', 'packaging', 'scripts', 'bench', 'console', 'tests'].filter(
  (folder) => existsSync(join(root, folder)),
);

const STEPS: readonly Step[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['biome', 'check', '--error-on-warnings'] },
  {
    name: 'layers',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...CODE],
    doubt: nothingCruised,
  },
  { name: 'dead code', command: ['knip', '--no-progress'] },
];

await runCommand(usage, async () => {
  checkRuntime();
  const results = await Promise.all(STEPS.map(runStep));
  return results.every(Boolean) ? 0 : 1;
});

function checkRuntime(): void {
  if (process.versions.node.startsWith('24.')) return;
  throw new Error(
    `The checks run on Node.js 24, and this is ${process.versions.node}: start them with npm run check.`,
  );
}

async function runStep({ name, command, doubt }: Step): Promise<boolean> {
  const startedAt = performance.now();
  const { code, output } = await run(command);
  const reason = code === 0 ? doubt?.(output) : `ended with ${code}`;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (reason === undefined) console.log(`ok      ${name} (${seconds} s)`);
  else console.log(`FAILED  ${name}: ${command.join(' ')} ${reason}\n${output.trimEnd()}\n`);
  return reason === undefined;
}

function run([tool = '', ...args]: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('exit', (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });
}

/** dependency-cruiser ends well when its parser is missing and it has read nothing. */
function nothingCruised(output: string): string | undefined {
  const modules = /\((?<count>[0-9]+) modules/.exec(output)?.groups?.['count'] ?? '0';
  return Number(modules) > 0 ? undefined : 'read no modules; is @swc/core installed?';
}
