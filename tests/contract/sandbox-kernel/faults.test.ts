import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  addFault,
  clearFaults,
  type FaultDescription,
  faultsFor,
  listFaults,
} from '../../../sandbox/kernel/faults.ts';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

describe('a fault', () => {
  let world: World;
  let logs: CloudWatchLogsClient;
  const create = () => logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
  const inVirginia = () => scopeOf(world, 'us-east-1');
  const groups = async () => (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.length;

  beforeEach(() => {
    world = aWorld();
    logs = new CloudWatchLogsClient(inProcessClientConfig(world));
  });

  it.each([
    ['throttle', 'ThrottlingException', 0],
    ['fail-before', 'InternalFailure', 0],
    ['fail-after', 'InternalFailure', 1],
    ['drop-connection', 'Error', 1],
  ] as const)('of kind %s is answered by %s and leaves %d groups', async (kind, name, left) => {
    addFault(world, { service: 'logs', operation: 'CreateLogGroup', kind, times: 1 });

    await expect(create()).rejects.toMatchObject(
      kind === 'drop-connection' ? { code: 'ECONNRESET' } : { name },
    );

    expect(await groups()).toBe(left);
    expect(listFaults(world)).toEqual([]);
  });

  it('goes away for a client that tries again', async () => {
    logs = new CloudWatchLogsClient(inProcessClientConfig(world, { maxAttempts: 2 }));
    addFault(world, { service: 'logs', kind: 'fail-before', times: 1 });

    await create();

    expect(await groups()).toBe(1);
  });

  it('of kind delay answers late, in sandbox time', async () => {
    const waits: number[] = [];
    world = {
      ...aWorld(),
      clock: {
        now: () => 0,
        after(delayMs, task) {
          waits.push(delayMs);
          void task();
          return () => undefined;
        },
      },
    };
    logs = new CloudWatchLogsClient(inProcessClientConfig(world));
    addFault(world, { service: 'logs', kind: 'delay', delayMs: 250 });

    await create();

    expect(waits).toEqual([250]);
  });

  it('strikes the share of calls it was given, by the random numbers of the world', () => {
    // The test's world always draws 0.5.
    addFault(world, { service: 'logs', kind: 'throttle', probability: 0.5 });
    addFault(world, { service: 'logs', kind: 'delay', probability: 0.6 });

    expect(faultsFor(inVirginia(), 'logs', 'PutLogEvents').map(({ kind }) => kind)).toEqual(['delay']);
  });

  it('strikes no other service, no other operation, and events only on their way', () => {
    addFault(world, { service: 'logs', operation: 'PutLogEvents', kind: 'throttle' });
    addFault(world, { service: 'events', kind: 'drop-event' });

    expect(faultsFor(inVirginia(), 'sqs', 'PutLogEvents')).toEqual([]);
    expect(faultsFor(inVirginia(), 'logs', 'CreateLogGroup')).toEqual([]);
    expect(faultsFor(inVirginia(), 'events', 'PutEvents')).toEqual([]);
    expect(faultsFor(inVirginia(), 'events', 'delivery')).toMatchObject([{ kind: 'drop-event', struck: 1 }]);
  });

  it('strikes in its own Region only', () => {
    addFault(world, { service: 'logs', region: 'eu-west-2', kind: 'throttle' });

    expect(faultsFor(inVirginia(), 'logs', 'PutLogEvents')).toEqual([]);
    expect(faultsFor(scopeOf(world, 'eu-west-2'), 'logs', 'PutLogEvents')).toMatchObject([{ struck: 1 }]);
  });

  it('is switched off by its id, or with all others', () => {
    const one = addFault(world, { service: 'logs', kind: 'throttle' });
    addFault(world, { service: 'sqs', kind: 'throttle' });
    addFault(world, { service: 'sns', kind: 'throttle' });

    expect(clearFaults(world, one.id)).toBe(1);
    expect(clearFaults(world)).toBe(2);
  });

  it.each([
    [{ kind: 'throttle' }, 'A fault needs "service", for example "codecommit"'],
    [{ service: 'logs', kind: 'explode' }, '"explode" is no kind of fault.'],
    [{ service: 'logs', kind: 'drop-event' }, '"drop-event" strikes events on their way'],
    [{ service: 'sqs', kind: 'short-page' }, '"short-page" shortens a page of a log'],
    [
      { service: 'logs', operation: 'FilterLogEvents', kind: 'short-page' },
      'give service "logs" and operation',
    ],
    [{ service: 'logs', kind: 'delay', delay: 5 }, 'A fault has no "delay".'],
    [{ service: 'logs', kind: 'delay', delayMs: -1 }, '"delayMs" is -1; it cannot be negative'],
    [{ service: 'logs', kind: 'delay', region: 'London' }, '"region" is "London"; it is a Region\'s name'],
    [{ service: 'logs', kind: 'delay', probability: 2 }, '"probability" is 2; it goes from 0 to 1'],
    [{ service: 'logs', kind: 'delay', times: 0.5 }, '"times" is 0.5; it is a whole number from 1'],
    [null, 'A fault is an object'],
  ])('described as %j is refused with a sentence', (description, sentence) => {
    expect(() => addFault(world, description as FaultDescription)).toThrow(sentence);
  });
});
