import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, textOf } from '../../support/source-files.ts';
import { temporaryProject } from '../../support/temporary-project.ts';

const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
/** What each command starts: a script, and for some a word for it. */
const commands = Object.entries(scripts).map(([name, line]): [string, readonly string[]] => [
  name,
  line.split(' ').slice(2),
]);

// A person stands in a folder of their own, which npm tells in INIT_CWD.
const mine = temporaryProject({
  copy: [],
  write: {
    'good.yml':
      'version: 1\nrepositories: { a: { pull-requests: { builds: { unit: { project: a-ci } } } } }\n',
    'bad.yml':
      'version: 2\nrepositories: { a: { pull-requests: { builds: { unit: { project: a-ci } } } } }\n',
    'event.json': '\uFEFF{"drawbridge":"sweep"}',
    'list.txt': 'https://git.example.com/a.git\n',
  },
});
afterAll(mine.remove);

const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [join(root, args[0] ?? ''), ...args.slice(1)], {
    cwd: root,
    encoding: 'utf8',
    input,
    env: { ...process.env, INIT_CWD: mine.folder, AWS_REGION: 'eu-west-1' },
  });

describe('every command', () => {
  it.each(commands)('npm run %s tells with --help how it is called, and does nothing else', (name, args) => {
    const { status, stdout, stderr } = run([...args, '--help']);

    const called = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
    expect({ status, stderr, first: stdout.split('\n')[0]?.slice(0, 7 + called.length) }).toEqual({
      status: 0,
      stderr: '',
      first: `Usage: ${called}`,
    });
    // A first line alone explains nothing.
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(1);
  });

  it.each(['explain', 'reason', 'migrate', 'replicate', 'restore', 'config', 'doctor', 'start'])(
    'npm run %s says what it does not understand, and how it is called',
    (name) => {
      const { status, stdout, stderr } = run([...(scripts[name] ?? '').split(' ').slice(2), '--jsno']);

      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^Unknown option '--jsno'.*\n(?:.*\n)*?Usage: npm (?:run )?[a-z]+/);
    },
  );
});

describe('a file on the command line', () => {
  it('is looked for from where the person stands', () => {
    expect(run(['scripts/config.ts', 'good.yml'])).toMatchObject({
      status: 0,
      stdout: `${join(mine.folder, 'good.yml')} is in order.
  pull requests  1 repository by name, no patterns, 1 check
  replication    no replicas
  backup         no backups
  redact         no expressions of your own
`,
    });
  });

  it.each([
    ['that is not there', 'none.json', 'none.json cannot be read: there is no such file.\n'],
    ['that is a folder', '.', '. cannot be read: it is a folder.\n'],
    [
      'in a file',
      'good.yml/event.json',
      'good.yml/event.json cannot be read: a part of its path is no folder.\n',
    ],
    ['that is no JSON', 'good.yml', /^good\.yml is not JSON: .+\n$/],
  ])('%s is told in words', (_, file, sentence) => {
    const { status, stdout, stderr } = run(['scripts/explain.ts', file]);

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });

  it('may begin with a byte order mark', () => {
    expect(run(['scripts/explain.ts', 'event.json']).stdout).toMatch(/^Request to look at everything\n/);
  });

  it.each([
    ['list.txt', 'list.txt', ''],
    ['Standard input', '-', 'https://git.example.com/a.git\n'],
  ])('a list of repositories: %s', (name, file, input) => {
    const { status, stderr } = run(['scripts/migrate.ts', '--list', file], input);

    expect(status).toBe(1);
    expect(stderr).toContain(`\n${name}:1  a line is an address and a repository name`);
  });
});

describe('npm run config', () => {
  it('tells every problem with its place, and nothing of a framework', () => {
    const file = join(mine.folder, 'bad.yml');

    expect(run(['scripts/config.ts', 'bad.yml'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `${file} has one problem:\n${file}:1:10  version: expected 1, found 2\n`,
    });
  });

  it('takes a Region only to look live', () => {
    expect(run(['scripts/config.ts', '--region', 'eu-west-1']).stderr).toMatch(
      /^--region is for --live\.\nUsage:/,
    );
  });
});

describe('packaging a wrong configuration', () => {
  it.each(['package', 'deploy'])('by npm run %s tells the same and nothing else', (command) => {
    const file = join(mine.folder, 'bad.yml');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'scripts/serverless.ts'), command, '--region', 'eu-west-1'],
      { cwd: root, encoding: 'utf8', env: { ...process.env, DRAWBRIDGE_CONFIG: file } },
    );

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`${file} has one problem:\n${file}:1:10  version: expected 1, found 2\n`);
  });
});
