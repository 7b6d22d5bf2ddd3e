import { rm } from 'node:fs/promises';
import { InvokeCommand, type InvokeCommandOutput, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeFolder } from '../../../sandbox/services/lambda/code-store.ts';
import { findVersion } from '../../../sandbox/services/lambda/find-function.ts';
import { recentInvocations } from '../../../sandbox/services/lambda/recent-invocations.ts';
import { aLambdaWorld, zipOf } from './lambda-world.ts';

let lambda: Awaited<ReturnType<typeof aLambdaWorld>>;
beforeAll(async () => {
  lambda = await aLambdaWorld();
});
afterAll(() => lambda.end());

const invoke = (FunctionName: string, event: unknown = {}) =>
  lambda.client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }));
const answerOf = ({ Payload }: InvokeCommandOutput): unknown =>
  JSON.parse(Payload?.transformToString() ?? '');

describe('a function that runs as a process', () => {
  test('gets the event and answers with what its handler returns', async () => {
    await lambda.create('hello', 'exports.handler = async (event) => ({ hello: event.name });');

    const answer = await invoke('hello', { name: 'Ada' });

    expect(answer.FunctionError).toBeUndefined();
    expect(answer.ExecutedVersion).toBe('$LATEST');
    expect(answerOf(answer)).toEqual({ hello: 'Ada' });
  });

  test('may be an ES module in a folder of the zip', async () => {
    const source = 'export const api = { run: async () => import.meta.filename.split("/").at(-1) };';
    await lambda.create('module', '', {
      Handler: 'src/app.api.run',
      Code: { ZipFile: zipOf(source, 'src/app.mjs') },
    });

    expect(answerOf(await invoke('module'))).toBe('app.mjs');
  });

  test('keeps its process for the next call, and gets a new one when its code changes', async () => {
    const counter = (step: number) => `let n = 0; exports.handler = async () => (n += ${step});`;
    await lambda.create('counter', counter(1));

    const first = answerOf(await invoke('counter'));
    const second = answerOf(await invoke('counter'));
    await lambda.client.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'counter', ZipFile: zipOf(counter(10)) }),
    );
    const third = answerOf(await invoke('counter'));

    expect([first, second, third]).toEqual([1, 2, 10]);
  });

  test('sees the environment that Lambda sets and nothing of the machine', async () => {
    await lambda.create(
      'environment',
      'exports.handler = async (event, context) => [process.env, context];',
      {
        Environment: { Variables: { STAGE: 'test' } },
        MemorySize: 256,
        TracingConfig: { Mode: 'Active' },
        Timeout: 30,
      },
    );

    const [environment, context] = answerOf(await invoke('environment')) as Record<string, string>[];

    expect(environment).toMatchObject({
      STAGE: 'test',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/),
      TZ: 'UTC',
    });
    expect(environment).not.toHaveProperty('HOME');
    expect(environment).not.toHaveProperty('SANDBOX_CLOCK');
    expect(context).toMatchObject({
      functionName: 'environment',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:environment',
      logGroupName: '/aws/lambda/environment',
    });
  });

  test('writes its lines between START, END and REPORT, also to the tail', async () => {
    await lambda.create(
      'talker',
      'exports.handler = async () => { process.stdout.write(\'{"level":"info"}\\n\'); console.warn("two\\nlines"); };',
    );

    const { LogResult = '' } = await invoke('talker');

    const lines = lambda.logLines('talker');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
    expect(lines.slice(1, 3)).toContain('{"level":"info"}');
    expect(lines.slice(1, 3).join()).toMatch(/\tWARN\ttwo\nlines/);
    expect(lines[3]).toMatch(/^END RequestId/);
    expect(lines[4]).toMatch(/^REPORT RequestId: \S+\tDuration: \d+\.00 ms\t.*Init Duration/);
    expect(Buffer.from(LogResult, 'base64').toString()).toContain('{"level":"info"}\n');
  });

  test('reports an error with its type, message and trace, and goes on working', async () => {
    await lambda.create(
      'failing',
      'exports.handler = async (event) => { if (event.bad) throw new RangeError("too far"); return "fine"; };',
    );

    const failed = await invoke('failing', { bad: true });
    const next = await invoke('failing');

    expect(failed.FunctionError).toBe('Unhandled');
    expect(answerOf(failed)).toEqual({
      errorType: 'RangeError',
      errorMessage: 'too far',
      trace: expect.arrayContaining(['RangeError: too far']),
    });
    expect(answerOf(next)).toBe('fine');
  });

  test('is killed when its time is over', async () => {
    await lambda.create('slow', 'exports.handler = () => new Promise((done) => setTimeout(done, 60000));', {
      Timeout: 1,
    });

    const answer = await invoke('slow');

    expect(answer.FunctionError).toBe('Unhandled');
    expect(answerOf(answer)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
    });
    expect(lambda.logLines('slow').join('\n')).toMatch(/Task timed out after 1\.00 seconds/);
    expect(recentInvocations(lambda.scope).at(-1)).toMatchObject({
      functionName: 'slow',
      outcome: 'timeout',
    });
  });

  test('tells what is wrong when its code cannot be loaded', async () => {
    await lambda.create('lost', 'exports.handler = 1;', { Handler: 'missing.handler' });
    await lambda.create('broken', 'exports.handler = {');
    await lambda.create('nothing', 'exports.other = () => 1;');

    const answers = await Promise.all(['lost', 'broken', 'nothing'].map((name) => invoke(name)));

    expect(answers.map((answer) => (answerOf(answer) as { errorType: string }).errorType)).toEqual([
      'Runtime.ImportModuleError',
      'Runtime.UserCodeSyntaxError',
      'Runtime.HandlerNotFound',
    ]);
  });

  test('that exits is an error of the runtime', async () => {
    await lambda.create('quitter', 'exports.handler = async () => process.exit(3);');

    expect(answerOf(await invoke('quitter'))).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    });
  });

  test('whose unpacked code is gone is an error of the runtime', async () => {
    await lambda.create('gone', 'exports.handler = async () => "unique to this test";');
    const { codeSha256 } = findVersion(lambda.scope, { name: 'gone', qualifier: '' });
    await rm(codeFolder(lambda.world.folder, codeSha256), { recursive: true });

    expect(answerOf(await invoke('gone'))).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  test('runs several calls at once, each in its own process', async () => {
    await lambda.create(
      'pid',
      'exports.handler = () => new Promise((done) => setTimeout(() => done(process.pid), 200));',
    );

    const pids = await Promise.all([1, 2].map(async () => answerOf(await invoke('pid'))));

    expect(new Set(pids).size).toBe(2);
  });
});
