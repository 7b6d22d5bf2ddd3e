import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import { appendLog } from '../../../sandbox/services/logs/append-log.ts';
import { cloudWatchLogs } from '../../../shared/aws/logs.ts';
import { reachesFailure, reasonOf } from '../../../shared/reasons/reason-of.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { recordedBuilds } from '../../unit/reasons/recorded-builds.ts';

const place = { group: '/aws/codebuild/harbor', stream: 'one' };

/** The log of a build, and an account of what was asked of CloudWatch Logs. */
function aLog(lines: readonly string[], random = () => 0.5) {
  const world = aWorld({ now: () => 1_000, random });
  const events = lines.map((line, index) => ({ timestamp: index, message: `${line}\n` }));
  appendLog(aScope(world), place, events);
  const config = inProcessClientConfig(world);
  let calls = 0;
  const requestHandler = {
    handle(request: Parameters<typeof config.requestHandler.handle>[0]) {
      calls += 1;
      return config.requestHandler.handle(request);
    },
  };
  return { world, logs: cloudWatchLogs({ ...config, requestHandler }), callsMade: () => calls };
}

const everyPageIsShort = { service: 'logs', operation: 'GetLogEvents', kind: 'short-page' } as const;
const never = () => false;
const isEnough = (lines: readonly string[]) => reachesFailure(lines, 'BUILD');

describe('the end of a build log', () => {
  it('is given oldest line first, without line ends', async () => {
    const { logs } = aLog(['one', 'two\r', 'three']);

    expect(await logs.tail(place, never)).toEqual(['one', 'two', 'three']);
  });

  it.each(recordedBuilds.map((log) => [log.tool, log.lines] as const))(
    'costs one call when it comes in one page, as that of %s does',
    async (_tool, lines) => {
      const { logs, callsMade } = aLog(lines);

      await logs.tail(place, isEnough);

      expect(callsMade()).toBe(1);
    },
  );

  it('is read page by page where one page does not tell enough', async () => {
    const lines = Array.from({ length: 2_500 }, (_none, index) => `line ${index}`);
    const { logs, callsMade } = aLog(lines);

    const tail = await logs.tail(place, (read) => read.length >= 1_500);

    expect([tail.length, tail[0], tail.at(-1), callsMade()]).toEqual([2_000, 'line 500', 'line 2499', 2]);
  });

  it('is all there is when nothing is ever enough, and one call more tells that', async () => {
    const { logs, callsMade } = aLog(['one', 'two']);

    expect(await logs.tail(place, never)).toEqual(['one', 'two']);
    expect(callsMade()).toBe(2);
  });

  it('is that of a part when a time is named: from its first instant to before its last', async () => {
    const { logs, callsMade } = aLog(['one', 'two', 'three', 'four']);

    expect(await logs.tail({ ...place, from: 1, until: 3 }, never)).toEqual(['two', 'three']);
    expect(callsMade()).toBe(2);
  });

  it('is looked for behind pages without lines', async () => {
    const { world, logs, callsMade } = aLog(['one', 'two'], () => 0);
    addFault(world, { ...everyPageIsShort, times: 3 });

    expect(await logs.tail(place, (lines) => lines.length >= 2)).toEqual(['one', 'two']);
    expect(callsMade()).toBe(4);
  });

  it('is empty when nothing was logged, and when ten pages held no line', async () => {
    const empty = aLog([]);
    appendLog(aScope(empty.world), place, []);
    const far = aLog(['one'], () => 0);
    addFault(far.world, everyPageIsShort);

    expect(await empty.logs.tail(place, isEnough)).toEqual([]);
    expect(await far.logs.tail(place, isEnough)).toEqual([]);
    expect(far.callsMade()).toBe(10);
  });

  it('explains a failed build the same, however its pages are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...recordedBuilds),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        async ({ lines }, chances) => {
          const { world, logs } = aLog(lines, () => chances.next().value);
          addFault(world, { ...everyPageIsShort, times: 8 });
          const limits = { lines: 20, lineLength: 240 };

          const tail = await logs.tail(place, isEnough);

          expect(reasonOf(tail, { limits })).toEqual(reasonOf(lines, { limits }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a group', { ...place, group: '/aws/codebuild/nowhere' }, 'The specified log group does not exist.'],
    ['a stream', { ...place, stream: 'later' }, 'The specified log stream does not exist.'],
  ])('is not-found without %s, in the words of AWS', async (_what, elsewhere, words) => {
    const { logs } = aLog(['one']);

    await expect(logs.tail(elsewhere, never)).rejects.toMatchObject({
      code: 'not-found',
      message: `CloudWatch Logs GetLogEvents on ${elsewhere.group} ${elsewhere.stream} failed: ${words}`,
    });
  });
});
