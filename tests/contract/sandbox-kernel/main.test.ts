import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', '..', '..', 'sandbox', 'main.ts');

describe('npm run sandbox', () => {
  let child: ChildProcess | undefined;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts it, waits until it says where it is, and gives that and what it prints. */
  async function run(...options: string[]) {
    let text = '';
    const started = spawn(process.execPath, [main, '--port=0', ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], XDG_STATE_HOME: folder },
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    await expect.poll(() => text).toContain('They stand in ');
    const endpoint = /AWS_ENDPOINT_URL=(http:.*)\n/.exec(text)?.[1] ?? '';
    return { started, printed: text, endpoint, port: new URL(endpoint).port };
  }

  async function stop(started: ChildProcess): Promise<unknown> {
    started.kill('SIGTERM');
    return (await once(started, 'close'))[0];
  }

  it('tells what a visitor needs, and ends well when it is told to stop', async () => {
    const { started, printed, endpoint, port } = await run();
    const file = join(folder, 'drawbridge', `sandbox-${port}.env`);
    const written = await readFile(file, 'utf8');

    const health = await fetch(`${endpoint}/_sandbox/health`);
    const code = await stop(started);

    expect(health.status).toBe(200);
    expect(printed).toContain(written.replaceAll(/^(?=.)/gm, '  '));
    expect(printed).toContain(`They stand in ${file} too`);
    expect(code).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('takes its key back when its terminal is closed, too', async () => {
    const { started, port } = await run();

    started.kill('SIGHUP');
    const [code] = await once(started, 'close');

    expect(code).toBe(0);
    expect(existsSync(join(folder, 'drawbridge', `sandbox-${port}.env`))).toBe(false);
  });

  it('has another secret at each start, and the one that it is told to have', async () => {
    const secretOf = async (...options: string[]) => {
      const { started, printed } = await run(...options);
      await stop(started);
      return /AWS_SECRET_ACCESS_KEY=(.*)\n/.exec(printed)?.[1];
    };

    const [first, second] = [await secretOf(), await secretOf()];

    expect(first).toMatch(/^[0-9a-f]{40}$/);
    expect(second).toMatch(/^[0-9a-f]{40}$/);
    expect(second).not.toBe(first);
    expect(await secretOf('--admin-secret', 'mine')).toBe('mine');
  });

  it('keeps nothing that another user of the machine could read', async () => {
    const kept = join(folder, 'kept');
    const { started, endpoint } = await run('--persist', kept, '--admin-secret=mine');
    const settings = {
      region: 'us-east-1',
      endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'mine' },
    };
    const [codecommit, s3] = [new CodeCommitClient(settings), new S3Client(settings)];
    await codecommit.send(new CreateRepositoryCommand({ repositoryName: 'ledger' }));
    const putFiles = [{ filePath: 'a', fileContent: Buffer.from('a') }];
    await codecommit.send(
      new CreateCommitCommand({ repositoryName: 'ledger', branchName: 'main', putFiles }),
    );
    await s3.send(new CreateBucketCommand({ Bucket: 'chest' }));
    await s3.send(new PutObjectCommand({ Bucket: 'chest', Key: 'k', Body: 'b' }));
    await stop(started);

    const names = await readdir(kept, { recursive: true });
    const modes = await Promise.all(['', ...names].map(async (name) => (await stat(join(kept, name))).mode));

    expect(names).toContain('states.v8');
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((_, index) => ((modes[index + 1] ?? 0) & 0o077) !== 0)).toEqual([]);
    expect((modes[0] ?? 0) & 0o777).toBe(0o700);
  });
});
