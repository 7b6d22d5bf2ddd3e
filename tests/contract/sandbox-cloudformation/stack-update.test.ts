import { describe, expect, test } from 'vitest';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import { ssmState } from '../../../sandbox/services/ssm/state.ts';
import { aCloud, aShop, aTable, impossible, withoutResource, withResource } from './a-cloud.ts';

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
