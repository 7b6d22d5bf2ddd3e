import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { makeBucket } from '../../../sandbox/services/s3/make-bucket.ts';
import { putObject } from '../../../sandbox/services/s3/objects.ts';
import { aCloud, aShop, type Cloud, withoutResource, withResource } from './a-cloud.ts';

const names = { StackName: 'shop', ChangeSetName: 'next' };

function plan(cloud: Cloud, template: object, given: Partial<CreateChangeSetCommandInput> = {}) {
  return cloud.client.send(
    new CreateChangeSetCommand({ ...names, TemplateBody: JSON.stringify(template), ...given }),
  );
}

const look = ({ client }: Cloud) => client.send(new DescribeChangeSetCommand(names));
const execute = ({ client }: Cloud) => client.send(new ExecuteChangeSetCommand(names));

describe('a change set', () => {
  test('of a new stack is there before the stack is made', async () => {
    const cloud = aCloud();

    await plan(cloud, aShop, { ChangeSetType: 'CREATE' });

    expect(await cloud.status()).toBe('REVIEW_IN_PROGRESS');
    expect(await look(cloud)).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        { ResourceChange: { Action: 'Add', LogicalResourceId: 'Orders', ResourceType: 'AWS::SQS::Queue' } },
        { ResourceChange: { Action: 'Add', LogicalResourceId: 'Bells' } },
        { ResourceChange: { Action: 'Add', LogicalResourceId: 'Address' } },
      ],
    });
    await execute(cloud);
    expect(await cloud.status()).toBe('CREATE_COMPLETE');
  });

  test('tells what would be changed, replaced, added and removed, and changes nothing', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);
    const before = await cloud.history();
    const Orders = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'all-orders' } };
    const wanted = withResource(withResource(aShop, 'Orders', Orders), 'Horn', { Type: 'AWS::SNS::Topic' });

    await plan(cloud, withoutResource(wanted, 'Bells'));

    const { Changes } = await look(cloud);
    expect(
      Changes?.map(({ ResourceChange: one }) => [one?.LogicalResourceId, one?.Action, one?.Replacement]),
    ).toEqual([
      ['Orders', 'Modify', 'True'],
      ['Address', 'Modify', 'False'],
      ['Horn', 'Add', undefined],
      ['Bells', 'Remove', undefined],
    ]);
    expect(await cloud.history()).toEqual(before);
    await execute(cloud);
    expect(await cloud.status()).toBe('UPDATE_COMPLETE');
    await expect(look(cloud)).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
  });

  test('without a change is FAILED, cannot be executed, and can be deleted more than once', async () => {
    const cloud = aCloud();
    await cloud.create(aShop);

    await plan(cloud, aShop);

    expect(await look(cloud)).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(execute(cloud)).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
    await cloud.client.send(new DeleteChangeSetCommand(names));
    await cloud.client.send(new DeleteChangeSetCommand(names));
  });

  test('is for a stack of its kind', async () => {
    const cloud = aCloud();

    await expect(plan(cloud, aShop)).rejects.toMatchObject({ message: 'Stack [shop] does not exist' });
    await cloud.create(aShop);
    await expect(plan(cloud, aShop, { ChangeSetType: 'CREATE' })).rejects.toMatchObject({
      message: 'Stack [shop] already exists and cannot be created again with the changeSet [next].',
    });
  });

  test('reads its template from S3, as the address of the bucket says', async () => {
    const cloud = aCloud();
    makeBucket(cloud.scope, 'templates');
    await putObject(cloud.scope, { bucket: 'templates', key: 'a/shop.json', body: JSON.stringify(aShop) });
    const from = (TemplateURL: string, StackName: string) =>
      cloud.client.send(
        new CreateChangeSetCommand({ ChangeSetName: 'x', ChangeSetType: 'CREATE', StackName, TemplateURL }),
      );

    await from('https://s3.amazonaws.com/templates/a/shop.json', 'one');
    await from('https://templates.s3.us-east-1.amazonaws.com/a/shop.json', 'two');

    await expect(from('https://s3.amazonaws.com/templates/none.json', 'three')).rejects.toThrow(
      'S3 error: The specified key does not exist.',
    );
  });

  test('gives the tags of the stack to each resource, and their change is a change', async () => {
    const cloud = aCloud();
    await cloud.create(aShop, { Tags: [{ Key: 'team', Value: 'a' }] });

    await plan(cloud, aShop, { Tags: [{ Key: 'team', Value: 'b' }] });

    const { Changes } = await look(cloud);
    expect(
      Changes?.map(({ ResourceChange: one }) => [one?.LogicalResourceId, one?.Details?.[0]?.Target?.Name]),
    ).toEqual([
      ['Orders', 'Tags'],
      ['Bells', 'Tags'],
      ['Address', 'Tags'],
    ]);
  });
});
