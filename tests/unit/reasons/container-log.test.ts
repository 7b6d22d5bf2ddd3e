import { describe, expect, it } from 'vitest';
import { reachesFailure, reasonOf } from '../../../shared/reasons/reason-of.ts';
import { excerptOf, failed, limits, many, said } from './failed-build.ts';

describe('a command of several lines', () => {
  const script =
    'if [ -z "$API_URL" ]; then\n  echo "ERROR: API_URL is not set"\n  exit 1\nfi\nnpm run build';
  const output = [
    ...many(30, (n) => `bundling chunk ${n}`),
    "src/app.ts(4,1): error TS2304: Cannot find name 'foo'.",
    ...many(4, (n) => `closing chunk ${n}`),
  ];

  it.each([
    ['as one entry', failed(script, output)],
    ['line by line', failed(script, output).flatMap((entry) => entry.split('\n'))],
  ])('is not taken for what it printed, when it comes %s', (_how, log) => {
    expect(reasonOf(log, { limits })).toMatchObject({ tools: ['tsc'], leftOut: 34 });
    expect(excerptOf(log)).not.toContain('API_URL');
  });

  it('is not taken for it either where nothing else was printed', () => {
    const quiet = 'set -e\necho "ERROR: nothing is wrong" > /dev/null\ncat <<END\nfatal: no\nEND\nfalse';

    for (const log of [failed(quiet, []), failed(quiet, []).flatMap((entry) => entry.split('\n'))])
      expect(reasonOf(log, { limits })).toMatchObject({ failures: [], excerpt: [], leftOut: 0 });
  });

  it('that is quiet is explained by what its phase had printed before', () => {
    const log = [
      said('Entering phase BUILD'),
      said('Running command ./run-tests > out.txt || FAILED=1'),
      said('Running command cat out.txt'),
      "src/app.ts(4,1): error TS2304: Cannot find name 'foo'.",
      said('Running command exit $FAILED'),
      said('Command did not exit successfully exit $FAILED exit status 1'),
    ];

    expect(reasonOf(log, { limits })).toMatchObject({ tools: ['tsc'] });
  });
});

describe('a log that goes on after the failure, or is longer than what was read of it', () => {
  const noise = [said('Running command ./upload.sh'), ...many(1_100, (n) => `ERROR: part ${n} is an error`)];

  it('shows nothing of the clean-up', () => {
    const log = failed('npm test', ['FAIL test/pay.test.js', '  Expected: 200', '  Received: 500'], noise);

    expect(reasonOf(log, { limits, phase: 'BUILD' })).toMatchObject({
      failures: [{ expected: '200', received: '500' }],
      excerpt: ['FAIL test/pay.test.js', '  Expected: 200', '  Received: 500'],
    });
  });

  it('gives nothing when only the clean-up was read, also when that failed too', () => {
    const log = failed('npm test', ['FAIL test/pay.test.js'], noise).slice(-1_000);
    const failedTwice = [...log, said('Phase complete: POST_BUILD State: FAILED')];

    expect(reachesFailure(log, 'BUILD')).toBe(false);
    expect(reasonOf(log, { limits, phase: 'BUILD' })).toBeUndefined();
    expect(reasonOf(failedTwice, { limits, phase: 'BUILD' })).toBeUndefined();
  });

  it('finds the error above a thousand frames', () => {
    const frames = many(1_200, (n) => `    at next${n} (node_modules/a/index.js:${n}:1)`);

    const excerpt = excerptOf(failed('node run.js', ['TypeError: no account', ...frames]));

    expect(excerpt.split('\n')[0]).toBe('TypeError: no account');
  });

  it('is known to reach the failure only from where the failing phase began to where it failed', () => {
    const log = failed('false', ['a', 'b']);

    expect(reachesFailure(log, 'BUILD')).toBe(true);
    expect(reachesFailure(log.slice(2), 'BUILD')).toBe(false);
    expect(reachesFailure(log.slice(0, 2), 'BUILD')).toBe(false);
    expect(reachesFailure(log, 'POST_BUILD')).toBe(false);
  });
});
