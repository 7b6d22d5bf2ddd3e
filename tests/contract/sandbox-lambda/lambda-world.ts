import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { randomIds } from '../../../sandbox/kernel/ids.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { makeRole } from '../../../sandbox/services/iam/resources.ts';
import { services } from '../../../sandbox/services/index.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import { processRunner } from '../../../sandbox/services/lambda/runner/process-runner.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { makeQueue } from '../../../sandbox/services/sqs/make-queue.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

export const region = 'eu-central-1';
export const roleArn = 'arn:aws:iam::111122223333:role/worker';
export const queueArn = 'arn:aws:sqs:eu-central-1:111122223333:failed';

/** A world that runs functions as real processes, with a role that may send to the queue `failed`. */
export async function aLambdaWorld({ speed = 1, mayMail = true } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-lambda-'));
  const world = createWorld({
    services,
    adminSecret: 'test',
    clock: realClock(speed),
    ids: randomIds(),
    folder,
    speed,
  });
  const runner = processRunner(world);
  functionRunner.provide(world, runner);
  const scope = scopeOf(world, region);
  const queue = makeQueue(scope, 'failed');
  makeRole({ ...aResource(scope), properties: roleProperties(mayMail) });
  const client = new LambdaClient(inProcessClientConfig(world, { region }));
  return {
    world,
    scope,
    client,
    /** Bodies and attributes of what is in the queue `failed`. */
    messages: () =>
      queue.messages.map(({ body, attributes }) => ({
        body: JSON.parse(body) as unknown,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]),
        ),
      })),
    logLines: (name: string) =>
      [...(logsState(scope).groups.get(`/aws/lambda/${name}`)?.streams.values() ?? [])].flatMap(
        ({ events }) => events.map(({ message }) => message),
      ),
    create: (name: string, source: string, more: Partial<CreateFunctionCommand['input']> = {}) =>
      client.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Role: roleArn,
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Code: { ZipFile: zipOf(source) },
          ...more,
        }),
      ),
    async end() {
      await runner.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A zip with one module. */
export function zipOf(source: string, file = 'index.js'): Uint8Array {
  return zipSync({ [file]: Buffer.from(source) });
}

/** Waits until `look` finds something. */
export async function until<Found>(look: () => Found | undefined | false): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function aResource(scope: ReturnType<typeof scopeOf>) {
  return { scope, stackName: 's', logicalId: 'Role', generatedName: 'worker', artifactFolder: '' };
}

function roleProperties(mayMail: boolean) {
  const statement = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
  return {
    RoleName: 'worker',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      ],
    },
    Policies: [
      {
        PolicyName: 'worker',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            statement('logs:*', '*'),
            statement('xray:*', '*'),
            ...(mayMail ? [statement('sqs:SendMessage', queueArn)] : []),
          ],
        },
      },
    ],
  };
}
