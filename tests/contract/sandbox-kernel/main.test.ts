import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', '..', '..', 'sandbox', 'main.ts');

describe('npm run sandbox', () => {
  let child: ChildProcess | undefined;

  afterEach(() => {
    child?.kill('SIGKILL');
  });

  /** Starts it and gives what it has printed so far. */
  function run(...options: string[]): { child: ChildProcess; printed: () => string } {
    let text = '';
    const started = spawn(process.execPath, [main, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    return { child: started, printed: () => text };
  }

  it('tells what a visitor needs, and ends well when it is told to stop', async () => {
    const { child: process, printed } = run('--port=0');
    await expect.poll(printed).toContain('export AWS_REGION=us-east-1');
    const endpoint = /AWS_ENDPOINT_URL=(http:\/\/127\.0\.0\.1:\d+)\n/.exec(printed())?.[1];

    const health = await fetch(`${endpoint}/_sandbox/health`);
    process.kill('SIGTERM');
    const [code] = await once(process, 'close');

    expect(health.status).toBe(200);
    expect(printed()).toContain('export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test\n');
    expect(code).toBe(0);
  });
});
