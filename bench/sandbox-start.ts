import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../tests/support/source-files.ts';
import { tourStack } from '../tests/support/tour-stack.ts';
import type { Benchmark } from './benchmark.ts';
import { timeBesideNode } from './time-beside-node.ts';

/** From the start of the process until it says where it listens, with the stack deployed. */
export const sandboxStart: Benchmark = {
  name: 'sandbox-start',
  about:
    "Seconds from starting the sandbox's process until it listens with the stack deployed (median of 3).",
  async run() {
    const { artifactFolder } = await tourStack();
    const measureSeconds = () => timeOneStart(artifactFolder);
    return [await timeBesideNode('sandbox start', { budgetSeconds: 2, measureSeconds })];
  },
};

function timeOneStart(stack: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    let seconds: number | undefined;
    let output = '';
    const main = join(root, 'sandbox', 'main.ts');
    const child = spawn(process.execPath, [main, '--port', '0', '--stack', stack], {
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
