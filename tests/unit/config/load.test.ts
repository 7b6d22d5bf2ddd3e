import { describe, expect, it } from 'vitest';
import { describeProblems } from '../../../shared/config/describe-problems.ts';
import { loadConfig } from '../../../shared/config/load.ts';

const TEN_MISTAKES = `version: 2
repositores: {}
repositories:
  ledger:
    pull-requests:
      into: main
      builds:
        Unit: { project: ledger-unit }
        slow: { project: ledger-unit, timeout: 1m }
        fast: { projet: ledger-fast }
  my repo:
    pull-requests:
      builds:
        unit: { project: other-unit }
status-comment:
  log-lines: 500
redact: ['(?<=a)b']
`;

describe('loadConfig', () => {
  it('tells ten mistakes of one file at once, each with its line and column', () => {
    const loaded = loadConfig(TEN_MISTAKES);

    expect(loaded.ok ? [] : loaded.problems.map(({ line, column, path }) => [line, column, path])).toEqual([
      [1, 10, 'version'],
      [2, 1, 'repositores'],
      [6, 13, 'repositories.ledger.pull-requests.into'],
      [8, 9, 'repositories.ledger.pull-requests.builds.Unit'],
      [9, 26, 'repositories.ledger.pull-requests.builds.slow.project'],
      [9, 48, 'repositories.ledger.pull-requests.builds.slow.timeout'],
      [10, 17, 'repositories.ledger.pull-requests.builds.fast.projet'],
      [11, 3, 'repositories["my repo"]'],
      [16, 14, 'status-comment.log-lines'],
      [17, 10, 'redact[0]'],
    ]);
  });

  it('fills in what was left out and turns durations into milliseconds', () => {
    const loaded = loadConfig(`
version: 1
repositories:
  ledger:
    pull-requests:
      builds:
        unit: { project: ledger-unit }
        slow: { project: ledger-slow, timeout: 2h }
`);

    expect(loaded).toEqual({
      ok: true,
      config: {
        version: 1,
        repositories: {
          ledger: {
            pullRequests: {
              into: ['*'],
              builds: {
                unit: { project: 'ledger-unit' },
                slow: { project: 'ledger-slow', timeoutMs: 7_200_000 },
              },
            },
          },
        },
        replication: {},
        backup: {},
        statusComment: { logLines: 20 },
        redact: [],
      },
      deploy: { overrides: {} },
    });
  });

  it.each([
    ['an empty file', '', '1:1 the file is empty; it needs the keys version and repositories'],
    [
      'a file of comments only',
      '# nothing\n',
      '1:1 the file is empty; it needs the keys version and repositories',
    ],
    ['a list', '- 1', '1:1 expected a map of keys, found a list of 1'],
    ['a missing key', 'version: 1', '1:1 repositories is missing; expected a map of names'],
    [
      'text that is not YAML',
      'version: [',
      '1:11 is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ])('tells %s in words', (_, text, problem) => {
    expect(firstProblem(text)).toBe(problem);
  });

  it.each([
    [
      'a misspelt key',
      'status-coment: {}',
      'status-coment is not a key that exists; did you mean status-comment?',
    ],
    [
      'a key that resembles none',
      'notifications: {}',
      'notifications is not a key that exists; the keys here are version, defaults, repositories, replication, backup, status-comment, redact, deploy',
    ],
    [
      'a key that stands twice',
      'version: 1',
      'version stands here a second time, after line 1; the file may hold it once',
    ],
    [
      'a number that is too large',
      'status-comment: { log-lines: 61 }',
      'status-comment.log-lines expected at most 60, found 61',
    ],
    [
      'a number that is text',
      "status-comment: { log-lines: 'ten' }",
      'status-comment.log-lines expected a number, found "ten"',
    ],
    [
      'half a line',
      'status-comment: { log-lines: 10.5 }',
      'status-comment.log-lines expected a whole number, found 10.5',
    ],
    [
      'a full backup that is to come more often than a backup',
      'backup: { nightly: { repository: a, every: 5d, full-every: 2d } }',
      'backup.nightly.full-every a full backup cannot be made more often than a backup: full-every is at least every; found "48h"',
    ],
    [
      'a backup that is kept for half a day',
      'backup: { nightly: { repository: a, keep: 36h } }',
      'backup.nightly.keep backups are kept for whole days between 1d and 3650d, such as 90d; found "36h"',
    ],
    [
      'a misspelt key of a backup',
      'backup: { nightly: { repository: a, ful-every: 3d } }',
      'backup.nightly.ful-every is not a key that exists; did you mean full-every?',
    ],
    [
      'a pattern that does not compile',
      "redact: ['[']",
      'redact[0] the pattern is not a regular expression: Invalid regular expression: /[/u: Unterminated character class; found "["',
    ],
    [
      'a pattern that matches nothing at all',
      "redact: ['a*']",
      'redact[0] the pattern matches empty text, so it would hide nothing or everything; found "a*"',
    ],
  ])('tells %s in words', (_, line, problem) => {
    const valid = 'version: 1\nrepositories: { a: { pull-requests: { builds: { b: { project: cc } } } } }\n';

    expect(firstProblem(valid + line)).toMatch(new RegExp(`^[0-9]+:[0-9]+ ${escape(problem)}$`));
  });

  it('tells which check a project already answers, also in another repository', () => {
    const loaded = loadConfig(`
version: 1
repositories:
  ledger: { pull-requests: { builds: { unit: { project: shared-ci } } } }
  harbor: { pull-requests: { builds: { unit: { project: shared-ci } } } }
`);

    expect(loaded).toEqual({
      ok: false,
      problems: [
        {
          path: 'repositories.harbor.pull-requests.builds.unit.project',
          line: 5,
          column: 57,
          message:
            "project shared-ci already answers check unit of repository ledger; give each check a project of its own, for a build's event tells only its project",
        },
      ],
    });
  });

  it('refuses aliases that would grow without end', () => {
    const text = `a: &a [x, x]\nb: &b [${'*a, '.repeat(9)}]\nc: &c [${'*b, '.repeat(9)}]\nd: [${'*c, '.repeat(9)}]\n`;

    expect(firstProblem(text)).toBe(
      '1:1 cannot be read: Excessive alias count indicates a resource exhaustion attack',
    );
  });

  it.each(['5m', '10m', '300s', '36h', '1d'])('takes %s as a time-out', (timeout) => {
    expect(withTimeout(timeout).ok).toBe(true);
  });

  it.each(['4m', '37h', '90s', '301s', '10', 'm', '10 m', '1h30m', '-5m'])(
    'refuses %s as a time-out',
    (timeout) => {
      expect(withTimeout(timeout).ok).toBe(false);
    },
  );

  it.each(['a.git', 'a b', 'ä', 'x'.repeat(101)])('refuses the repository name %s', (name) => {
    const text = `version: 1\nrepositories: { '${name}': { pull-requests: { builds: { b: { project: cc } } } } }`;

    expect(loadConfig(text).ok).toBe(false);
  });

  it.each(['refs/heads/main', 'a b', 'a..b', 'feature[1]', 'a?'])(
    'refuses the branch pattern %s',
    (branch) => {
      const text = `version: 1\nrepositories: { a: { pull-requests: { into: ['${branch}'], builds: { b: { project: cc } } } } }`;

      expect(loadConfig(text).ok).toBe(false);
    },
  );
});

describe('describeProblems', () => {
  it('writes one line for each problem, as editors link them', () => {
    const problems = [
      { path: 'version', line: 1, column: 10, message: 'expected 1, found 2' },
      { path: '', line: 7, column: 3, message: 'this key stands here twice; the file may hold it once' },
    ];

    expect(describeProblems('drawbridge.yml', problems)).toBe(
      [
        'drawbridge.yml has 2 problems:',
        'drawbridge.yml:1:10  version: expected 1, found 2',
        'drawbridge.yml:7:3  this key stands here twice; the file may hold it once',
      ].join('\n'),
    );
  });
});

function firstProblem(text: string): string {
  const loaded = loadConfig(text);
  const problem = loaded.ok ? undefined : loaded.problems[0];
  if (problem === undefined) return 'no problem';
  const { line, column, path, message } = problem;
  return [`${line}:${column}`, path, message].filter((part) => part !== '').join(' ');
}

function withTimeout(timeout: string) {
  return loadConfig(
    `version: 1\nrepositories: { a: { pull-requests: { builds: { b: { project: cc, timeout: '${timeout}' } } } } }`,
  );
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
