import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { putObject } from '../../../sandbox/services/s3/objects.ts';
import { s3State } from '../../../sandbox/services/s3/state.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import { ssmState } from '../../../sandbox/services/ssm/state.ts';
import { aCloud, aShop, impossible, withoutResource, withResource } from './a-cloud.ts';

const aTable = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  },
};

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
      `Resource of type 'AWS::SQS::Queue' with identifier '{\"/properties/QueueName\":\"orders\"}' already exists.`,
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

describe('a stack that is updated', () => {
  test('changes what changed, in its place, removes what is gone, and leaves the rest alone', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);
    const before = (await cloud.history()).length;
    const Bells = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'Bells' } };

    await cloud.update(withoutResource(withResource(aShop, 'Bells', Bells), 'Address'));

    expect((await cloud.history()).slice(before)).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Bells UPDATE_IN_PROGRESS',
      'Bells UPDATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Address DELETE_IN_PROGRESS',
      'Address DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ]);
    expect(ssmState(cloud.scope).parameters.size).toBe(0);
  });

  test('gets another resource in place of one that cannot change, and the old one goes at the end', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);
    const before = (await cloud.history()).length;
    const Orders = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'all-orders' } };

    await cloud.update(withResource(aShop, 'Orders', Orders));

    expect((await cloud.history()).slice(before)).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Orders UPDATE_IN_PROGRESS',
      'Orders UPDATE_IN_PROGRESS',
      'Orders UPDATE_COMPLETE',
      'Address UPDATE_IN_PROGRESS',
      'Address UPDATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Orders DELETE_IN_PROGRESS',
      'Orders DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ]);
    expect([...sqsState(cloud.scope).queues.keys()]).toEqual(['all-orders']);
  });

  test('and fails is what it was: what was changed, what was replaced and what was made', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);
    const before = (await cloud.history()).length;
    const Orders = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'all-orders' } };
    const Bells = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'Bells' } };
    const wanted = withResource(
      withResource(withResource(aShop, 'Orders', Orders), 'Bells', Bells),
      'Table',
      {
        ...aTable,
        DeletionPolicy: 'RetainExceptOnCreate',
      },
    );

    await cloud.update(withResource(wanted, 'Broken', impossible));

    expect((await cloud.history()).slice(before)).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Orders UPDATE_IN_PROGRESS',
      'Orders UPDATE_IN_PROGRESS',
      'Orders UPDATE_COMPLETE',
      'Bells UPDATE_IN_PROGRESS',
      'Bells UPDATE_COMPLETE',
      'Address UPDATE_IN_PROGRESS',
      'Address UPDATE_COMPLETE',
      'Table CREATE_IN_PROGRESS',
      'Table CREATE_IN_PROGRESS',
      'Table CREATE_COMPLETE',
      'Broken CREATE_IN_PROGRESS',
      'Broken CREATE_FAILED',
      'shop UPDATE_ROLLBACK_IN_PROGRESS',
      'Bells UPDATE_IN_PROGRESS',
      'Bells UPDATE_COMPLETE',
      'Address UPDATE_IN_PROGRESS',
      'Address UPDATE_COMPLETE',
      'Orders UPDATE_IN_PROGRESS',
      'Orders UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Table DELETE_IN_PROGRESS',
      'Table DELETE_COMPLETE',
      'Orders DELETE_IN_PROGRESS',
      'Orders DELETE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect([...sqsState(cloud.scope).queues.keys()]).toEqual(['orders']);
    expect([...snsState(cloud.scope).topics.values()][0]?.attributes.has('DisplayName')).toBe(false);
    expect(dynamodbState(cloud.scope).tables.size).toBe(0);
    await cloud.update(withoutResource(aShop, 'Address'));
    expect(await cloud.status()).toBe('UPDATE_COMPLETE');
  });

  test('by the same template is told that there is nothing to do', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);

    await expect(cloud.update(aShop)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await cloud.update({ ...aShop, Outputs: {} });
    expect(await cloud.status()).toBe('UPDATE_COMPLETE');
  });

  test('keeps the type of each resource, and does not replace one by another of the same name', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);

    await expect(cloud.update(withResource(aShop, 'Orders', aTable))).rejects.toThrow(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Orders]',
    );
    await cloud.update(
      withResource(aShop, 'Orders', {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: 'orders', FifoQueue: true },
      }),
    );
    expect((await cloud.reasons('Orders')).join()).toContain(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename orders and update the stack again.',
    );
    expect(await cloud.status()).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

describe('a stack that is deleted', () => {
  test('takes its resources along, the last first, but for those that are retained', async () => {
    const cloud = aCloud();
    const kept = { ...aTable, DeletionPolicy: 'Retain' };
    await cloud.create(
      withResource(withResource(aShop, 'Kept', kept), 'Also', {
        ...kept,
        DeletionPolicy: 'RetainExceptOnCreate',
      }),
    );
    const { Stacks } = await cloud.client.send(new DescribeStacksCommand({ StackName: 'shop' }));

    await cloud.client.send(new DeleteStackCommand({ StackName: 'shop' }));

    expect((await cloud.history(Stacks?.[0]?.StackId)).slice(-10)).toEqual([
      'shop DELETE_IN_PROGRESS',
      'Also DELETE_SKIPPED',
      'Kept DELETE_SKIPPED',
      'Address DELETE_IN_PROGRESS',
      'Address DELETE_COMPLETE',
      'Bells DELETE_IN_PROGRESS',
      'Bells DELETE_COMPLETE',
      'Orders DELETE_IN_PROGRESS',
      'Orders DELETE_COMPLETE',
      'shop DELETE_COMPLETE',
    ]);
    expect(dynamodbState(cloud.scope).tables.size).toBe(2);
    await expect(cloud.history()).rejects.toMatchObject({ message: 'Stack [shop] does not exist' });
    await cloud.client.send(new DeleteStackCommand({ StackName: 'shop' }));
  });

  test('stays with a bucket that is not empty and with what that needs; a second try may leave it out', async () => {
    const cloud = aCloud();
    const Store = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'the-store' }, DependsOn: 'Bells' };
    await cloud.create(withResource(aShop, 'Store', Store));
    await putObject(cloud.scope, { bucket: 'the-store', key: 'a', body: 'b' });

    await cloud.client.send(new DeleteStackCommand({ StackName: 'shop' }));

    expect(await cloud.status()).toBe('DELETE_FAILED');
    expect(await cloud.reasons('shop')).toContain('The following resource(s) failed to delete: [Store]. ');
    expect((await cloud.reasons('Store')).at(-1)).toContain('The bucket you tried to delete is not empty');
    const { StackResources } = await cloud.client.send(
      new DescribeStackResourcesCommand({ StackName: 'shop' }),
    );
    expect(StackResources).toMatchObject([
      { LogicalResourceId: 'Bells', ResourceStatus: 'CREATE_COMPLETE' },
      { LogicalResourceId: 'Store', ResourceStatus: 'DELETE_FAILED' },
    ]);
    await cloud.client.send(new DeleteStackCommand({ StackName: 'shop', RetainResources: ['Store'] }));
    expect(await cloud.status()).toBeUndefined();
    expect([...s3State(cloud.scope).buckets.keys()]).toEqual(['the-store']);
    expect(snsState(cloud.scope).topics.size).toBe(0);
  });

  test('is refused while it is protected', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);
    const protect = (EnableTerminationProtection: boolean) =>
      cloud.client.send(
        new UpdateTerminationProtectionCommand({ StackName: 'shop', EnableTerminationProtection }),
      );
    await protect(true);

    await expect(cloud.client.send(new DeleteStackCommand({ StackName: 'shop' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [shop] cannot be deleted while TerminationProtection is enabled',
    });
    await protect(false);
    await cloud.client.send(new DeleteStackCommand({ StackName: 'shop' }));
    expect(await cloud.status()).toBeUndefined();
  });
});

describe('long lists', () => {
  test('come a hundred a page', async () => {
    const cloud = aCloud();
    const names = Array.from({ length: 120 }, (_, index) => `Topic${index}`);
    await cloud.create({
      Resources: Object.fromEntries(names.map((name) => [name, { Type: 'AWS::SNS::Topic' }])),
    });

    const first = await cloud.client.send(new ListStackResourcesCommand({ StackName: 'shop' }));
    const second = await cloud.client.send(
      new ListStackResourcesCommand({ StackName: 'shop', NextToken: first.NextToken }),
    );
    const events = await cloud.client.send(new DescribeStackEventsCommand({ StackName: 'shop' }));

    expect([first, second].map(({ StackResourceSummaries }) => StackResourceSummaries?.length)).toEqual([
      100, 20,
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(events.StackEvents?.length).toBe(100);
    expect(events.StackEvents?.[0]?.ResourceStatus).toBe('CREATE_COMPLETE');
    expect(events.NextToken).toBeDefined();
  });
});
