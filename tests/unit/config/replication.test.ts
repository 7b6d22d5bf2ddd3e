import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../shared/config/load.ts';

const head = 'version: 1\nrepositories: { a: { pull-requests: { builds: { b: { project: cc } } } } }\n';

describe('replication in drawbridge.yml', () => {
  it('fills in what was left out: branches and tags, followed, pruned after a week, foreign writes kept', () => {
    const loaded = load('  to-london: { repository: ledger, from: us-east-1, to: eu-west-2 }');

    expect(loaded).toEqual({
      'to-london': {
        repository: 'ledger',
        from: 'us-east-1',
        to: 'eu-west-2',
        policy: {
          refs: ['refs/heads/*', 'refs/tags/*'],
          rules: [
            {
              refs: '*',
              forcePush: 'follow',
              prune: { afterMs: 604_800_000 },
              divergence: 'keep-and-alarm',
            },
          ],
          maxVanishedShare: 0.5,
        },
      },
    });
  });

  it('puts the rules for some refs before the settings for all', () => {
    const loaded = load(`  to-london:
    repository: ledger
    from: us-east-1
    to: eu-west-2
    refs: [refs/heads/*]
    force-push: follow-after-backup
    prune: immediate
    divergence: backup
    max-vanished: 100%
    rules:
      refs/heads/release/*: { force-push: refuse, prune: never }
      refs/heads/try/*: { divergence: overwrite }`);

    expect(loaded).toMatchObject({
      'to-london': {
        policy: {
          refs: ['refs/heads/*'],
          rules: [
            { refs: 'refs/heads/release/*', forcePush: 'refuse', prune: 'never' },
            { refs: 'refs/heads/try/*', divergence: 'overwrite' },
            { refs: '*', forcePush: 'follow-after-backup', prune: 'immediate', divergence: 'backup' },
          ],
          maxVanishedShare: 1,
        },
      },
    });
  });

  it('lets one repository have several replicas', () => {
    expect(
      problems(entries(['one', 'us-east-1', 'eu-west-2'], ['two', 'us-east-1', 'ap-northeast-2'])),
    ).toEqual([]);
  });

  it('lets two Regions replicate to each other when no ref fits the patterns of both', () => {
    const both = [
      ['there', 'us-east-1', 'eu-west-2', '[refs/heads/us/*]'],
      ['back', 'eu-west-2', 'us-east-1', '[refs/heads/eu/*]'],
    ] as const;

    expect(problems(entries(...both))).toEqual([]);
  });

  it('refuses two-way replication of the same refs', () => {
    const both = [
      ['there', 'us-east-1', 'eu-west-2', '[refs/heads/*]'],
      ['back', 'eu-west-2', 'us-east-1', '["refs/heads/release/*"]'],
    ] as const;

    expect(problems(entries(...both))).toEqual([
      '5:69 replication.back.refs with there, refs such as refs/heads/release/… would run in a circle; two-way replication needs patterns that no ref fits on both sides',
    ]);
  });

  it('refuses a circle of three Regions', () => {
    const circle = [
      ['one', 'us-east-1', 'eu-west-2'],
      ['two', 'eu-west-2', 'ap-northeast-2'],
      ['three', 'ap-northeast-2', 'us-east-1'],
    ] as const;

    expect(problems(entries(...circle))).toEqual([
      '6:3 replication.three.refs with one and two, refs such as refs/heads/… would run in a circle; two-way replication needs patterns that no ref fits on both sides',
    ]);
  });

  it('lets a replica have a replica', () => {
    expect(
      problems(entries(['one', 'us-east-1', 'eu-west-2'], ['two', 'eu-west-2', 'ap-northeast-2'])),
    ).toEqual([]);
  });

  it.each([
    [
      'a replica in the Region of its source',
      entries(['one', 'us-east-1', 'us-east-1']),
      '4:51 replication.one.to is us-east-1 as well; a replica is in another Region than its source',
    ],
    [
      'a replica in another partition',
      entries(['one', 'us-east-1', 'cn-north-1']),
      '4:51 replication.one.to us-east-1 is in the partition aws and cn-north-1 in aws-cn; credentials of one mean nothing in the other',
    ],
    [
      'the same replica twice',
      entries(['one', 'us-east-1', 'eu-west-2'], ['two', 'us-east-1', 'eu-west-2']),
      '5:51 replication.two.to one replicates ledger from us-east-1 to eu-west-2 already; put all patterns under its refs',
    ],
    [
      'two sources of the same refs',
      entries(['one', 'us-east-1', 'eu-west-2'], ['two', 'eu-west-1', 'eu-west-2']),
      '5:51 replication.two.to one writes refs such as refs/heads/… there too; give each ref of a replica one source',
    ],
    [
      'a Region that is none',
      entries(['one', 'us-east-1', 'london']),
      '4:51 replication.one.to AWS has no Region of this name (names are such as eu-west-2 or us-east-1); found "london"',
    ],
    [
      'a pattern of other refs',
      entries(['one', 'us-east-1', 'eu-west-2', '[refs/notes/*]']),
      '4:69 replication.one.refs[0] a pattern begins with refs/heads/ or refs/tags/; nothing else is replicated; found "refs/notes/*"',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  it.each([
    ['without repository', '{ from: us-east-1, to: eu-west-2 }', ['.repository']],
    ['without from', '{ repository: ledger, to: eu-west-2 }', ['.from']],
    ['without to', '{ repository: ledger, from: us-east-1 }', ['.to']],
    ['without from and to', '{ repository: ledger }', ['.from', '.to']],
    ['whose to is a number', '{ repository: ledger, from: us-east-1, to: 2 }', ['.to']],
    ['whose from is a list', '{ repository: ledger, from: [us-east-1], to: eu-west-2 }', ['.from']],
    ['that is nothing', '', ['']],
    ['that is text', 'ledger', ['']],
    ['whose refs are text', '{ repository: ledger, from: us-east-1, to: eu-west-1, refs: main }', ['.refs']],
    [
      'whose refs are numbers',
      '{ repository: ledger, from: us-east-1, to: eu-west-1, refs: [1] }',
      ['.refs[0]'],
    ],
    [
      'whose refs are lists',
      '{ repository: ledger, from: us-east-1, to: eu-west-1, refs: [[refs/heads/*]] }',
      ['.refs[0]'],
    ],
  ])(
    'tells what is wrong with an entry %s, and nothing else, beside one that is sound',
    (_what, entry, keys) => {
      const sound = '  sound: { repository: ledger, from: us-east-1, to: eu-west-2 }';

      const found = problems(`${sound}\n  wrong: ${entry}`);

      expect(found.map((problem) => problem.split(' ')[1])).toEqual(
        keys.map((key) => `replication.wrong${key}`),
      );
    },
  );

  it.each([
    ['repository', 'from: us-east-1, to: eu-west-2'],
    ['from', 'repository: ledger, to: eu-west-2'],
    ['to', 'repository: ledger, from: us-east-1'],
  ])('compares nothing that is missing: two entries without %s', (key, rest) => {
    const found = problems(`  one: { ${rest} }\n  two: { ${rest} }`);

    expect(found.map((problem) => problem.split(' ')[1])).toEqual([
      `replication.one.${key}`,
      `replication.two.${key}`,
    ]);
  });

  it.each([
    ['force-push: allow', 'expected "follow" or "refuse" or "follow-after-backup", found "allow"'],
    ['prune: 7', 'a duration has a unit, s, m, h or d: 7m is 7 minutes; found 7'],
    [
      'prune: 10s',
      'prune is never, immediate, or a duration between 1m and 365d, such as 12h or 7d; found "10s"',
    ],
    ['max-vanished: 0%', 'max-vanished is a share of the refs from 1% to 100%; found "0%"'],
    ['max-vanished: half', 'max-vanished is a share of the refs from 1% to 100%; found "half"'],
    [
      'rules: { refs/heads/a: {} }',
      'a rule sets at least one of force-push, prune, divergence; found an empty map',
    ],
    ['purne: never', 'is not a key that exists; did you mean prune?'],
  ])('refuses %s', (line, problem) => {
    const text = `  one:\n    repository: ledger\n    from: us-east-1\n    to: eu-west-2\n    ${line}`;

    const [found] = problems(text);

    expect(found).toMatch(/^8:[0-9]+ replication\.one\./);
    expect(found?.endsWith(` ${problem}`)).toBe(true);
  });
});

function load(text: string): unknown {
  const loaded = loadConfig(`${head}replication:\n${text}\n`);
  return loaded.ok ? loaded.config.replication : loaded.problems;
}

function problems(text: string): string[] {
  const loaded = loadConfig(`${head}replication:\n${text}\n`);
  if (loaded.ok) return [];
  return loaded.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
}

function entries(...all: readonly (readonly [string, string, string, string?])[]): string {
  return all
    .map(([name, from, to, refs]) => {
      const more = refs === undefined ? '' : `, refs: ${refs}`;
      return `  ${name}: { repository: ledger, from: ${from}, to: ${to}${more} }`;
    })
    .join('\n');
}
