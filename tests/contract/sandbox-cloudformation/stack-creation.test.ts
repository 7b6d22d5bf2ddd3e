import {
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStacksCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import { aCloud, aShop, impossible, withResource } from './a-cloud.ts';

describe('a stack that is created', () => {
  test('tells step by step what is made, each resource after those it needs', async () => {
    const cloud = aCloud();

    await cloud.create(aShop);

    expect(await cloud.history()).toEqual([
      'shop CREATE_IN_PROGRESS',
      'Orders CREATE_IN_PROGRESS',
      'Orders CREATE_IN_PROGRESS',
      'Orders CREATE_COMPLETE',
      'Bells CREATE_IN_PROGRESS',
      'Bells CREATE_IN_PROGRESS',
      'Bells CREATE_COMPLETE',
      'Address CREATE_IN_PROGRESS',
      'Address CREATE_IN_PROGRESS',
      'Address CREATE_COMPLETE',
      'shop CREATE_COMPLETE',
    ]);
    expect(await cloud.reasons('Orders')).toEqual([undefined, 'Resource creation Initiated', undefined]);
  });

  test('and fails is rolled back, the last made first, and says which resource failed and why', async () => {
    const cloud = aCloud();

    await cloud.create(withResource(aShop, 'Broken', impossible));

    expect((await cloud.history()).slice(-9)).toEqual([
      'Broken CREATE_FAILED',
      'shop ROLLBACK_IN_PROGRESS',
      'Address DELETE_IN_PROGRESS',
      'Address DELETE_COMPLETE',
      'Bells DELETE_IN_PROGRESS',
      'Bells DELETE_COMPLETE',
      'Orders DELETE_IN_PROGRESS',
      'Orders DELETE_COMPLETE',
      'shop ROLLBACK_COMPLETE',
    ]);
    expect((await cloud.reasons('Broken')).at(-1)).toMatch(
      /^Resource handler returned message: "Invalid parameter: Topic Name \(Service: SNS, Status Code: 400, Request ID: .+\)" \(RequestToken: .+, HandlerErrorCode: InvalidRequest\)$/,
    );
    expect(await cloud.reasons('shop')).toContain(
      'The following resource(s) failed to create: [Broken]. Rollback requested by user.',
    );
    expect(sqsState(cloud.scope).queues.size).toBe(0);
    await expect(cloud.update(aShop)).rejects.toThrow(
      'is in ROLLBACK_COMPLETE state and can not be updated.',
    );
  });

  test('and fails goes altogether when that is asked for, and is found by its id only', async () => {
    const cloud = aCloud();

    await cloud.create(withResource(aShop, 'Broken', impossible), { OnFailure: 'DELETE' });

    expect(await cloud.status()).toBeUndefined();
    const { StackSummaries = [] } = await cloud.client.send(new ListStacksCommand({}));
    expect(StackSummaries).toMatchObject([{ StackName: 'shop', StackStatus: 'DELETE_COMPLETE' }]);
    const { StackId } = StackSummaries[0] ?? {};
    expect((await cloud.history(StackId)).at(-1)).toBe('shop DELETE_COMPLETE');
  });

  test('and fails stays half made when nothing is to be done', async () => {
    const cloud = aCloud();

    await cloud.create(withResource(aShop, 'Broken', impossible), { OnFailure: 'DO_NOTHING' });

    expect(await cloud.status()).toBe('CREATE_FAILED');
    expect([...sqsState(cloud.scope).queues.keys()]).toEqual(['orders']);
  });

  test('finds a name taken that somebody else uses, and leaves the thing alone', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);

    await cloud.create({ Resources: { Mine: aShop.Resources.Orders } }, { StackName: 'other' });

    const events = await cloud.client.send(new DescribeStackEventsCommand({ StackName: 'other' }));
    expect(events.StackEvents?.map((event) => event.ResourceStatusReason ?? '').join()).toContain(
      `Resource of type 'AWS::SQS::Queue' with identifier '{"/properties/QueueName":"orders"}' already exists.`,
    );
    expect([...sqsState(cloud.scope).queues.keys()]).toEqual(['orders']);
  });

  test('has a name that no other stack has, and a template that makes sense', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);

    await expect(cloud.create(aShop)).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [shop] already exists',
    });
    await expect(cloud.create(aShop, { StackName: 'x', TemplateBody: 'no' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Template format error: unsupported structure.',
    });
    const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } };
    await expect(
      cloud.create({ Resources: { Role } }, { StackName: 'x', Capabilities: [] }),
    ).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    });
    const Lost = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Nobody' } } };
    await expect(
      cloud.client.send(
        new ValidateTemplateCommand({ TemplateBody: JSON.stringify({ Resources: { Lost } }) }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    });
    const { Stacks } = await cloud.client.send(new DescribeStacksCommand({}));
    expect(Stacks?.map(({ StackName }) => StackName)).toEqual(['shop']);
  });
});
