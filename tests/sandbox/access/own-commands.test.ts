import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeKeyFile, writeKeyFile } from '../../../sandbox/access/key-file.ts';
import { createSandbox, type Sandbox } from '../../../sandbox/assemble.ts';
import { bareRepository } from '../../support/git/bare-repository.ts';
import { type GitServer, startGitServer } from '../../support/git/git-server.ts';
import { runScript } from '../../support/run-script.ts';

let state: string;
let server: GitServer;
let sandbox: Sandbox;
let keyFile: string;

// Its secret is nobody's but the file's.
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'own-commands-'));
  [server, sandbox] = await Promise.all([startGitServer(state), createSandbox()]);
  keyFile = await writeKeyFile(sandbox.world, { XDG_STATE_HOME: state });
  const source = await bareRepository(join(state, 'charts'), { create: true });
  await source.commits('refs/heads/main', ['one']);
});
afterAll(async () => {
  await server.close();
  await sandbox.stop();
  await rm(state, { recursive: true, force: true });
});

const run = (script: string, ...args: string[]) =>
  runScript(`scripts/${script}.ts`, args, { endpoint: sandbox.world.endpoint, state });

describe('our own commands, told nothing but where the sandbox is', () => {
  it('find its key', async () => {
    const migrated = await run('migrate', server.url('charts'), 'charts');
    const compared = await run('replicate', server.url('charts'), 'codecommit://charts', '--dry-run');
    const restored = await run('restore', 'charts');

    expect(migrated.stderr).toContain('1 of 1 refs');
    expect(migrated.code).toBe(0);
    expect(compared.stdout).toContain('The replica is what its source is');
    expect(compared.code).toBe(0);
    // It was let in, and there is nothing to restore from.
    expect(restored.stderr).toContain('Stack with id drawbridge-prod does not exist');
  });

  it('find none when it is gone, and do not try another', async () => {
    await removeKeyFile(keyFile);

    const { code, stdout } = await run('migrate', server.url('charts'), 'again');

    expect(code).toBe(1);
    expect(stdout).toContain('Could not load credentials from any providers');
  });
});
