import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { bareRepository } from '../../support/git/bare-repository.ts';
import { startGitServer } from '../../support/git/git-server.ts';
import { runScript } from '../../support/run-script.ts';

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-passwords-'));
  sandbox = await aSandbox();
  const source = await bareRepository(join(folder, 'shop'), { create: true });
  await source.commits('refs/heads/main', ['one']);
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The discard service's port, where nobody listens. */
const nobodyListens = 9;

describe.each([
  ['a slash', 'pa/ss'],
  ['a percent sign that begins no escape', '100%'],
  ['all of them', 'x@/y?z%#w'],
])('a password in an address with %s', (_, password) => {
  it('opens the source, and is printed by no command, whatever becomes of it', async () => {
    const header = `Basic ${Buffer.from(`jdoe:${password}`).toString('base64')}`;
    const server = await startGitServer(folder, { authorization: header });
    onTestFinished(() => server.close());
    const address = server.url('shop').replace('http://', `http://jdoe:${password}@`);
    const unreachable = `http://jdoe:${password}@127.0.0.1:${nobodyListens}/shop`;
    const { endpoint } = sandbox.world;
    const name = Buffer.from(password).toString('hex');

    const migrated = await runScript('scripts/migrate.ts', [address, name], { endpoint });
    const asJson = await runScript('scripts/migrate.ts', ['--json', address, name], { endpoint });
    const failed = await runScript('scripts/migrate.ts', [unreachable, name], { endpoint });
    const replicated = await runScript('scripts/replicate.ts', [unreachable, address], { endpoint });

    expect([migrated, asJson, failed, replicated].map(({ code }) => code)).toEqual([0, 0, 1, 1]);
    expect(migrated.stdout).toContain(`Migrated  ${server.url('shop')} → ${name} in us-east-1`);
    for (const { stdout, stderr } of [migrated, asJson, failed, replicated]) {
      expect(stdout + stderr).not.toContain(password);
      expect(stdout + stderr).not.toContain('jdoe');
    }
  });
});
