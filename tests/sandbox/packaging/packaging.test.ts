import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Packaging, packageStack } from '../../../packaging/package-stack.ts';
import { root } from '../../support/source-files.ts';
import { temporaryProject } from '../../support/temporary-project.ts';
import { tourStack } from '../../support/tour-stack.ts';

const project = ['serverless.yml', 'packaging', 'shared', 'functions', 'package.json', 'package-lock.json'];

describe('packaging', () => {
  it('does nothing when nothing changed', async () => {
    expect((await tourStack()).isNew).toBe(false);
  });

  it.each([
    ['npm start and npm test', packageFails],
    ['npm run package', npmRunPackage],
  ])('fails on a wrong configuration in %s, and tells every problem with its place', async (_, fails) => {
    const folder = projectWith({
      'drawbridge.yml': 'version: 2\nrepositories:\n  ledger: { pull-request: {} }\n',
    });

    const failure = await fails(folder);

    expect(failure).toContain('drawbridge.yml has 2 problems:');
    expect(failure).toContain('drawbridge.yml:1:10  version: expected 1, found 2');
    expect(failure).toContain(
      'drawbridge.yml:3:13  repositories.ledger.pull-request: is not a key that exists; did you mean pull-requests?',
    );
    expect(existsSync(join(folder, '.serverless'))).toBe(false);
    expect(existsSync(join(folder, '.drawbridge'))).toBe(false);
  });

  it('keeps configurations and stages apart when they are packaged at once, and takes each up again as it is', async () => {
    const folder = projectWith({
      'ledger.yml': lookAfter('ledger'),
      'teams/charts.yml': lookAfter('charts'),
    });
    const wanted: Packaging[] = [
      { configFile: 'ledger.yml' },
      { configFile: join(folder, 'teams', 'charts.yml'), stage: 'trial', region: 'eu-west-1' },
    ];

    const made = await Promise.all(wanted.map((one) => packageStack(folder, one)));
    const again = await Promise.all(wanted.map((one) => packageStack(folder, one)));

    expect(made.map(({ stackName, isNew }) => [stackName, isNew])).toEqual([
      ['drawbridge-sandbox', true],
      ['drawbridge-trial', true],
    ]);
    expect(again).toEqual(made.map((one) => ({ ...one, isNew: false })));
    const templates = made.map(({ templateFile }) => readFileSync(templateFile, 'utf8'));
    expect(templates.map((text) => /:(ledger|charts)"/.exec(text)?.[1])).toEqual(['ledger', 'charts']);
    expect(templates.map((text) => /"drawbridge-(\w+)-sweep"/.exec(text)?.[1])).toEqual(['sandbox', 'trial']);
    expect(readdirSync(join(folder, '.drawbridge', 'packaging'))).toEqual([]);
  });

  it('leaves npm test and npm start alone when the drawbridge.yml of the user is broken', async () => {
    const folder = projectWith({ 'drawbridge.yml': 'this: [is broken' }, [
      'sandbox',
      'scripts',
      'vitest.config.ts',
      'tests/unit/config/nearest-key.test.ts',
    ]);

    const tests = await run(folder, ['scripts/test.ts', 'unit/config/nearest-key']);
    const start = await run(folder, ['scripts/start.ts', '--port', '0'], 'Chapter 1.');

    expect(tests.output).toMatch(/\n[1-9]\d* passed, 0 failed\n$/);
    expect(start.output).toContain(
      'The stack of sandbox/tour/drawbridge.yml runs in the sandbox at http://127.0.0.1:',
    );
    expect([tests.code, start.code]).toEqual([0, 0]);
  });
});

function projectWith(write: Readonly<Record<string, string>>, more: readonly string[] = []): string {
  const { folder, remove } = temporaryProject({ copy: [...project, ...more], write });
  onTestFinished(remove);
  return folder;
}

function lookAfter(repository: string): string {
  return `version: 1\nrepositories:\n  ${repository}:\n    pull-requests: { builds: { unit: { project: ${repository}-ci } } }\n`;
}

async function packageFails(folder: string): Promise<string> {
  return packageStack(folder, { configFile: 'drawbridge.yml' }).then(
    () => 'packaged',
    (error: unknown) => String(error),
  );
}

async function npmRunPackage(folder: string): Promise<string> {
  for (const part of ['scripts', 'sandbox'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return (await run(folder, ['scripts/serverless.ts', 'package', '--region', 'us-east-1'])).output;
}

/** Runs a script of the project in `folder` as its npm command does; tells it to stop once it has printed `until`. */
function run(
  folder: string,
  args: readonly string[],
  until?: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const { DRAWBRIDGE_CONFIG: _, ...env } = process.env;
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const heard = (chunk: Buffer): void => {
      output += chunk.toString();
      if (until !== undefined && output.includes(until)) child.kill('SIGTERM');
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
