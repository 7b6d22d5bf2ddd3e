import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../../support/source-files.ts';
import { temporaryProject } from '../../support/temporary-project.ts';

const BOOTSTRAP = join(root, 'scripts', 'bootstrap.mjs');

describe('bootstrap', () => {
  it('runs a script on Node.js 24 with its arguments, and ends as the script ends', () => {
    const script = aScript(
      "console.log(process.versions.node.split('.')[0], process.argv.slice(2).join(' ')); process.exitCode = 3;",
    );

    const { status, stdout } = spawnSync(process.execPath, [BOOTSTRAP, script, '--once', 'a b'], {
      encoding: 'utf8',
    });

    expect(stdout).toBe('24 --once a b\n');
    expect(status).toBe(3);
  });

  it('passes a signal on, and ends by it', async () => {
    const script = aScript("setInterval(() => undefined, 1000); console.log('up');");
    const child = spawn(process.execPath, [BOOTSTRAP, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');

    child.kill('SIGTERM');

    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });

  it('says in one sentence that git is missing', () => {
    const { status, stderr } = spawnSync(process.execPath, [BOOTSTRAP, 'scripts/check.ts'], {
      encoding: 'utf8',
      env: { PATH: '/nowhere' },
    });

    expect(stderr).toBe(
      'Drawbridge needs git, and there is none in PATH: install it from https://git-scm.com.\n',
    );
    expect(status).toBe(1);
  });

  it('says how it is used when no script is named', () => {
    const { status, stderr } = spawnSync(process.execPath, [BOOTSTRAP], { encoding: 'utf8' });

    expect(stderr).toBe('Usage: node scripts/bootstrap.mjs <script> [arguments]\n');
    expect(status).toBe(1);
  });
});

function aScript(text: string): string {
  const { folder, remove } = temporaryProject({ copy: [], write: { 'script.ts': text } });
  onTestFinished(remove);
  return join(folder, 'script.ts');
}
