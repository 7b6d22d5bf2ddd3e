import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../support/source-files.ts';

const log = 'tests/unit/reasons/logs/docker-buildkit-tsc.log';

const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [join(root, 'scripts/reason.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    input,
    env: { ...process.env, INIT_CWD: root },
  });

describe('npm run reason', () => {
  it('tells what failed and where, and then shows the lines', () => {
    expect(run([log])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: `Told by tsc.

1 failure:
  - TS2322: Type 'string' is not assignable to type 'number'. (src/limits.ts:12)

Lines:
  src/limits.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'.

16 more lines are left out.
`,
    });
  });

  it('gives the same as JSON, from what is piped in, without secrets', () => {
    const input = [
      '[Container] 2026/03/02 13:42:01.001 Running command ./login',
      'ERROR: --password=hunter2-and-more was refused',
      '[Container] 2026/03/02 13:42:01.001 Command did not exit successfully ./login exit status 126',
    ].join('\n');

    const { status, stdout } = run(['-', '--json'], input);

    expect(status).toBe(0);
    expect(stdout).not.toContain('hunter2');
    expect(JSON.parse(stdout)).toMatchObject({
      tools: [],
      failures: [{ title: 'ERROR: --password=[redacted] was refused' }],
      count: 1,
      excerpt: ['ERROR: --password=[redacted] was refused'],
      exit: expect.stringContaining('could not be run'),
    });
  });

  it('says that nothing reads like a failure where nothing does', () => {
    expect(run(['-'], 'all is well\n').stdout).toBe(`No tool that is known has said what failed.

Nothing reads like a failure.

Lines:
  all is well
`);
  });

  it.each([
    [['nowhere.log'], /^nowhere\.log cannot be read: there is no such file\.\n$/],
    [[], /^Exactly one log is read at a time\.\nUsage: npm run reason/],
    [[log, log], /^Exactly one log is read at a time\./],
  ])('with %j ends with 1 and a sentence', (args, sentence) => {
    const { status, stdout, stderr } = run(args);

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });
});
