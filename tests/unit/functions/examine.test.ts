import { describe, expect, it } from 'vitest';
import { examine } from '../../../functions/validate-pull-request/examine.ts';
import type { TestTotals } from '../../../shared/core/build.ts';
import { ControllerError, type ErrorCode } from '../../../shared/core/error.ts';
import type { BuildLogs } from '../../../shared/core/ports.ts';
import { aBuild, aCheckState, aFailedBuild, aReason, noon } from '../../support/builders.ts';

const log = { group: '/aws/codebuild/harbor-ledger-ci', stream: '6966a191' };
const tests: TestTotals = { total: 1, passed: 0, failed: 1, skipped: 0 };

/** What CloudWatch Logs and CodeBuild answer: lines and totals, or why not. */
function answering(answers: { log?: readonly string[] | ErrorCode; reports?: TestTotals | ErrorCode }) {
  const asked: string[] = [];
  const give = <Answer extends object | undefined>(
    what: string,
    answer: Answer | ErrorCode,
  ): Promise<Answer> => {
    asked.push(what);
    return typeof answer === 'string'
      ? Promise.reject(new ControllerError(answer, `${what}: no.`))
      : Promise.resolve(answer);
  };
  return {
    asked,
    ports: {
      logs: { tail: () => give('log', answers.log ?? ['boom']) },
      builds: { testTotals: () => give('reports', answers.reports ?? tests) },
      reasons: () => import('../../../shared/reasons/reason-of.ts'),
      logLines: 20,
      redact: [],
    },
  };
}

describe('examine', () => {
  it('reads the log of a build that failed', async () => {
    const { ports } = answering({ log: ['boom'] });

    expect(await examine(ports, undefined, aFailedBuild({ log }))).toEqual({
      build: aFailedBuild({ log }),
      reason: { tools: [], failures: [], count: 0, excerpt: ['boom'], leftOut: 0 },
    });
  });

  describe('of a log whose end says nothing of the failing phase', () => {
    const said = (words: string) => `[Container] 2026/03/02 13:42:01.001 ${words}`;
    const failing = [
      said('Entering phase BUILD'),
      said('Running command npm test'),
      'FAIL test/pay.test.js',
      said('Phase complete: BUILD State: FAILED'),
    ];
    const after = [
      ...Array.from({ length: 1_000 }, (_none, index) => `ERROR: part ${index}`),
      said('Phase complete: POST_BUILD State: SUCCEEDED'),
    ];
    const build = aFailedBuild({
      log,
      phases: [
        { type: 'BUILD', status: 'FAILED', startedAt: noon, endedAt: noon + 60_000 },
        { type: 'POST_BUILD', status: 'SUCCEEDED', startedAt: noon + 60_000, endedAt: noon + 90_000 },
      ],
    });
    const reading = (part: readonly string[]) => {
      const asked: object[] = [];
      const { ports } = answering({});
      const logs: BuildLogs = {
        tail: async (place) => {
          asked.push(place);
          return place.from === undefined ? after : part;
        },
      };
      return { asked, ports: { ...ports, logs } };
    };

    it('reads the part of it from when that phase ran', async () => {
      const { ports, asked } = reading(failing);

      expect(await examine(ports, undefined, build)).toMatchObject({
        reason: { excerpt: ['FAIL test/pay.test.js'] },
      });
      expect(asked).toEqual([log, { ...log, from: noon - 5_000, until: noon + 65_000 }]);
    });

    it('says that it is not there when it is not in that part either, and shows nothing else', async () => {
      const { ports } = reading([]);

      const seen = await examine(ports, undefined, build);

      expect(seen).not.toHaveProperty('reason');
      expect(seen.problem).toBe(
        'What BUILD printed is not among the 1001 lines of the log that could be read.',
      );
    });
  });

  it('does not take a log without lines for an answer', async () => {
    const { ports } = answering({ log: [] });

    expect(await examine(ports, undefined, aFailedBuild({ log }))).toEqual({
      build: aFailedBuild({ log }),
    });
  });

  it('takes one for an answer whose lines have nothing to show', async () => {
    const { ports } = answering({ log: ['[Container] 2026/03/02 13:42:01 Waiting for agent ping'] });

    expect(await examine(ports, undefined, aFailedBuild({ log }))).toMatchObject({ reason: { excerpt: [] } });
  });

  it.each(['access-denied', 'not-found', 'throttled', 'service-unavailable'] as const)(
    'tells the result, and why the rest is missing, when it is %s',
    async (code) => {
      const { ports } = answering({ log: code, reports: code });

      expect(await examine(ports, undefined, aFailedBuild({ log, reportArns: ['arn:r'] }))).toMatchObject({
        problem: 'The test reports could not be read. reports: no. The log could not be read. log: no.',
      });
    },
  );

  it('fails on a defect of ours', async () => {
    const { ports } = answering({ log: 'environment-incomplete' });

    await expect(examine(ports, undefined, aFailedBuild({ log }))).rejects.toMatchObject({
      code: 'environment-incomplete',
    });
  });

  it('reads only what is not known yet', async () => {
    const build = aFailedBuild({ log, reportArns: ['arn:r'] });
    const knows = async (parts: Parameters<typeof aCheckState>[0]) => {
      const { ports, asked } = answering({});
      await examine(ports, aCheckState(parts), build);
      return asked;
    };

    expect(await knows({})).toEqual(['reports', 'log']);
    expect(await knows({ tests })).toEqual(['log']);
    expect(await knows({ reason: aReason() })).toEqual(['reports']);
    expect(await knows({ excerpt: ['boom'] })).toEqual(['reports']);
    expect(await knows({ tests, reason: aReason({ excerpt: [] }) })).toEqual([]);
  });

  it.each([
    ['that runs', aBuild({ log })],
    ['that passed', aFailedBuild({ log, status: 'SUCCEEDED' })],
    ['that was stopped', aFailedBuild({ log, status: 'STOPPED' })],
    ['that has no log', aFailedBuild()],
  ])('reads no log of a build %s', async (_, build) => {
    const { ports, asked } = answering({});

    expect(await examine(ports, undefined, build)).toEqual({ build });
    expect(asked).toEqual([]);
  });
});
