import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageStack } from '../packaging/package-stack.ts';
import { root } from '../tests/support/source-files.ts';
import type { Benchmark } from './benchmark.ts';
import { median } from './median.ts';

const budgetSeconds = 2;
const repetitions = 3;

/** From the start of the process until it says where it listens, with the stack deployed. */
export const sandboxStart: Benchmark = {
  name: 'sandbox-start',
  about: `Seconds from starting the sandbox's process until it listens with the stack deployed (median of ${repetitions}).`,
  async run() {
    await packageStack(root);
    const seconds: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) seconds.push(await timeOneStart());
    const middle = median(seconds);
    return [
      {
        what: 'sandbox start',
        ours: `${middle.toFixed(2)} s`,
        budget: `${budgetSeconds} s`,
        holds: middle <= budgetSeconds,
      },
    ];
  },
};

function timeOneStart(): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    let seconds: number | undefined;
    let output = '';
    const child = spawn(process.execPath, [join(root, 'sandbox', 'main.ts'), '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (seconds !== undefined || !output.includes(' listens on http')) return;
      seconds = (performance.now() - startedAt) / 1000;
      child.kill('SIGTERM');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('exit', () => {
      if (seconds !== undefined) resolve(seconds);
      else reject(new Error(`The sandbox did not start:\n${output.trim()}`));
    });
  });
}
