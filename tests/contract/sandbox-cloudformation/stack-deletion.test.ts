import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { putObject } from '../../../sandbox/services/s3/objects.ts';
import { s3State } from '../../../sandbox/services/s3/state.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { aCloud, aShop, aTable, withResource } from './a-cloud.ts';

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
