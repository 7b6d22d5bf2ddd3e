import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLambdaWorld } from './lambda-world.ts';

let lambda: Awaited<ReturnType<typeof aLambdaWorld>>;
beforeAll(async () => {
  lambda = await aLambdaWorld({ speed: 100 });
});
afterAll(() => lambda.end());

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
    const realStart = Date.now();
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
    expect(Date.now() - realStart).toBeLessThan(10_000);
  });
});
