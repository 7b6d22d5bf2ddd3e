import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../scripts/migrate/migration.ts';
import { notCarried } from '../../../scripts/migrate/not-carried.ts';
import { progressLine } from '../../../scripts/migrate/progress.ts';
import { readArguments as readMigrate } from '../../../scripts/migrate/read-arguments.ts';
import { renderMigration, renderTotal } from '../../../scripts/migrate/render-migration.ts';
import { readArguments as readRestore } from '../../../scripts/restore/read-arguments.ts';

const lfs = { pointers: [], complete: true };
const plain = { otherRefs: 0, lfs, lfsPatterns: [], submodules: [] };

describe('what a migration does not carry', () => {
  it('is little for a plain repository', () => {
    expect(notCarried(plain)).toEqual([
      'Pull requests, issues, settings, webhooks and permissions are not part of git and stay where they are.',
    ]);
  });

  it('is told with numbers where there are some', () => {
    const pointers = [1, 2].map((size) => ({ oid: '5'.repeat(64), size }));

    const [, ...sentences] = notCarried({
      otherRefs: 41,
      lfs: { pointers, complete: false },
      lfsPatterns: ['*.psd'],
      submodules: ['https://git.example/a', '../b'],
    });

    expect(sentences).toEqual([
      '41 other refs (pull requests, notes and the like) were left: only branches and tags are migrated.',
      'At least 2 files (*.psd) are kept by Git LFS: what was migrated only points to the contents, which `git lfs fetch --all` gets from the source.',
      '2 submodules (https://git.example/a, ../b) still name their own address: migrate them too, and change .gitmodules.',
    ]);
  });
});

describe('what became of a migration', () => {
  const failed: Migration = {
    source: 'https://git.example/a',
    repository: 'a',
    region: 'eu-west-1',
    status: 'failed',
    problem: '1 of 2 branches and tags could not be migrated; the others were.',
    created: false,
    branches: 1,
    tags: 0,
    left: [{ ref: 'refs/heads/\u001B[2Jx', reason: 'too large' }],
    notCarried: [],
    requests: 4,
    bytesSent: 10,
  };

  it('is told for people, and nothing in a name steers their terminal', () => {
    expect(renderMigration(failed)).toBe(
      'Failed  https://git.example/a → a in eu-west-1\n' +
        '  1 of 2 branches and tags could not be migrated; the others were.\n' +
        '  refs/heads/?[2Jx: too large\n',
    );
  });

  it('is summed up for a list', () => {
    expect(renderTotal([failed, { ...failed, status: 'migrated' }])).toBe(
      '1 of 2 repositories migrated; failed: a. Run it again to go on.\n',
    );
  });

  it('is shown while it goes on', () => {
    const done = { refsDone: 30, refsTotal: 120, bytesSent: 0 };

    expect(progressLine({ name: 'shop', bytesSent: 12_340_000, done })).toBe(
      'shop  ██████░░░░░░░░░░░░░░░░░░  30 of 120 refs, 12.3 MB',
    );
  });
});

describe('the arguments', () => {
  it.each([
    [[], 'An address and a repository name are needed.'],
    [['https://git.example/a'], 'An address and a repository name are needed.'],
    [['https://git.example/a', 'a', 'b'], 'An address and a repository name are needed.'],
    [['https://git.example/a', '--list', 'x'], 'Give a list or an address, not both.'],
    [['--lst', 'x'], "Unknown option '--lst'"],
    [['--list', '/nowhere/list'], '/nowhere/list cannot be read'],
  ])('of migrate are refused for %j', (args, sentence) => {
    expect(() => readMigrate(args)).toThrow(sentence);
  });

  it('of restore name a day by its end, and a time without a zone in UTC', () => {
    const at = (text: string) => readRestore(['shop', '--at', text]).at;

    expect(at('2026-11-20')).toBe(Date.UTC(2026, 10, 20, 23, 59, 59, 999));
    expect(at('2026-11-20T14:30')).toBe(Date.UTC(2026, 10, 20, 14, 30));
    expect(at('2026-11-20T14:30+01:00')).toBe(Date.UTC(2026, 10, 20, 13, 30));
    expect(() => at('yesterday')).toThrow('--at is "yesterday", which is no time');
  });

  it('of restore take the repository itself when nothing else is named', () => {
    expect(readRestore(['shop'])).toEqual({
      repository: 'shop',
      into: 'shop',
      stack: 'drawbridge-prod',
      json: false,
      trustBucket: false,
    });
  });
});
