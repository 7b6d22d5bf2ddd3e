import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLambdaWorld } from './lambda-world.ts';

let lambda: Awaited<ReturnType<typeof aLambdaWorld>>;
beforeAll(async () => {
  lambda = await aLambdaWorld({ speed: 100 });
});
afterAll(() => lambda.end());

const run = promisify(execFile);
const fastClock = fileURLToPath(
  new URL('../../../sandbox/services/lambda/runner/fast-clock.mjs', import.meta.url),
);

/** Takes the machine's timers away: each tells how long it was asked to wait, and waits for nothing. */
const withoutTimers = `
const told = (_, delayMs) => console.log(delayMs);
Object.assign(process.getBuiltinModule('node:timers'), { setTimeout: told, setInterval: told });
Object.assign(process.getBuiltinModule('node:timers/promises'), { setTimeout: console.log, setInterval: console.log });
AbortSignal.timeout = console.log;`;

test('every timer of a function waits for a hundredth of what it was told when the clock is a hundred times as fast', async () => {
  const source = `
    const timers = require('node:timers');
    const promises = require('node:timers/promises');
    setTimeout(() => {}, 10_000);
    setInterval(() => {}, 20_000);
    timers.setTimeout(() => {}, 30_000);
    promises.setTimeout(40_000);
    promises.setInterval(50_000);
    require('node:util').promisify(setTimeout)(60_000);
    AbortSignal.timeout(70_050);`;

  const { stdout } = await run(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(withoutTimers)}`,
      '--import',
      fastClock,
      '-e',
      source,
    ],
    { env: { SANDBOX_CLOCK: '0,0,100' } },
  );

  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(['100', '200', '300', '400', '500', '600', '701']);
});

describe('a function under a clock a hundred times as fast', () => {
  test('sees sandbox time in dates, timers and counters', async () => {
    const source = `
      const { setTimeout: wait } = require('node:timers/promises');
      exports.handler = async (event, context) => {
        const started = [Date.now(), performance.now(), Number(process.hrtime.bigint() / 1_000_000n)];
        const remaining = context.getRemainingTimeInMillis();
        await new Promise((done) => setTimeout(done, 10_000));
        await wait(10_000);
        const ended = [new Date().getTime(), performance.now(), Number(process.hrtime.bigint() / 1_000_000n)];
        return { started: started[0], passed: ended.map((end, i) => end - started[i]), remaining,
          dates: [new Date(0).toISOString(), new Date() instanceof Date, typeof Date(), Date.parse('1970-01-02')] };
      };`;
    await lambda.create('sleeper', source, { Timeout: 30 });
    const before = lambda.world.clock.now();

    const { Payload } = await lambda.client.send(new InvokeCommand({ FunctionName: 'sleeper' }));

    const answer = JSON.parse(Payload?.transformToString() ?? '') as {
      started: number;
      passed: number[];
      remaining: number;
      dates: unknown[];
    };
    const after = lambda.world.clock.now();
    expect(answer.started).toBeGreaterThan(before);
    expect(answer.started).toBeLessThan(after);
    for (const passed of answer.passed) {
      expect(passed).toBeGreaterThanOrEqual(19_000);
      expect(passed).toBeLessThan(after - before);
    }
    expect(answer.remaining).toBeGreaterThan(30_000);
    expect(answer.dates).toEqual(['1970-01-01T00:00:00.000Z', true, 'string', 86_400_000]);
  });
});
