import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudformationState } from '../../../sandbox/services/cloudformation/state.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { type DeployedStackWorld, deployedStack } from '../least-privilege/deployed-stack.ts';
import { roleHeldBy } from '../least-privilege/grants.ts';
import { provenFunctions, type RoleHolder, runner, stackName } from '../least-privilege/names.ts';
import { worldInMemory } from '../least-privilege/world-in-memory.ts';

// Somebody has the credentials of one function: a log printed them, or a dependency took them along. They reach for
// what the other functions remember.

/** A record of each kind, as the table holds it. */
const records = {
  'pull request': 'pull-request#41',
  branch: 'branch#harbor-ledger-ci',
  replica: 'replica#harbor-ledger',
  backup: 'backup#ledger',
  sweep: 'sweep',
} as const;
type Kind = keyof typeof records;

/** What each may do with the records of a kind, and with no others. */
const allowed: Readonly<Record<RoleHolder, Readonly<Partial<Record<Kind, readonly string[]>>>>> = {
  'validate-pull-request': { 'pull request': ['GetItem', 'PutItem'] },
  'report-build': { branch: ['GetItem', 'PutItem'] },
  'serve-badge': { branch: ['GetItem'] },
  sweep: {
    'pull request': ['BatchGetItem'],
    branch: ['BatchGetItem'],
    replica: ['BatchGetItem'],
    backup: ['BatchGetItem'],
    sweep: ['GetItem', 'PutItem'],
  },
  'replicate-repository': { replica: ['GetItem', 'PutItem'] },
  'replication-runner': { replica: ['GetItem', 'PutItem'] },
  'back-up-repository': { backup: ['GetItem', 'PutItem'] },
};

type Call = (client: DynamoDBClient, TableName: string, pk: string) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  GetItem: (client, TableName, pk) => client.send(new GetItemCommand({ TableName, Key: key(pk) })),
  PutItem: (client, TableName, pk) => client.send(new PutItemCommand({ TableName, Item: key(pk) })),
  UpdateItem: (client, TableName, pk) => client.send(new UpdateItemCommand({ TableName, Key: key(pk) })),
  DeleteItem: (client, TableName, pk) => client.send(new DeleteItemCommand({ TableName, Key: key(pk) })),
  BatchGetItem: (client, TableName, pk) =>
    client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key(pk)] } } })),
  BatchWriteItem: (client, TableName, pk) =>
    client.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: key(pk) } }] } }),
    ),
  Query: (client, TableName, pk) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
      }),
    ),
  Scan: (client, TableName) => client.send(new ScanCommand({ TableName })),
};

const kinds = Object.keys(records) as Kind[];
const holders: readonly RoleHolder[] = [...provenFunctions, runner];

let stack: DeployedStackWorld;
let tableName = '';

beforeAll(async () => {
  stack = await deployedStack(worldInMemory({ phases: {} }), []);
  tableName = cloudformationState(stack.scope).stacks.get(stackName)?.resources.get('Table')?.ref ?? '';
});
afterAll(() => stack.close());

describe.each(holders)('with the credentials of %s', (holder) => {
  it.each(kinds)('nothing else is done to the record of a %s than it needs', async (kind) => {
    const client = clientOf(holder);

    const may: string[] = [];
    for (const [operation, call] of Object.entries(calls)) {
      const refusal = await refusalOf(call(client, tableName, records[kind]));
      if (refusal === undefined) may.push(operation);
      else
        expect(refusal).toBe(
          `AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/${roleHeldBy(stack, holder).roleName}/somebody is not authorized to perform: dynamodb:${operation} on resource: arn:aws:dynamodb:us-east-1:111122223333:table/${tableName} because no identity-based policy allows the dynamodb:${operation} action`,
        );
    }

    expect(may.toSorted()).toEqual([...(allowed[holder][kind] ?? [])].toSorted());
  });

  it.each(kinds)('the record of a %s is not read along with those it may read', async (kind) => {
    const own = kinds.filter((one) => allowed[holder][one]?.includes('BatchGetItem'));
    const Keys = [...own.map((one) => key(records[one])), key(`${records[kind]}-of-others`)];

    const refusal = await refusalOf(
      clientOf(holder).send(new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys } } })),
    );

    expect(refusal === undefined).toBe(own.includes(kind));
  });

  it('what waits is not listed, unless it is the sweep that asks', async () => {
    const refusal = await refusalOf(
      clientOf(holder).send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'due-keys',
          KeyConditionExpression: 'dueShard = :due',
          ExpressionAttributeValues: { ':due': { S: 'due' } },
        }),
      ),
    );

    expect(refusal === undefined).toBe(holder === 'sweep');
  });
});

function clientOf(holder: RoleHolder): DynamoDBClient {
  const { scope } = stack;
  const roleArn = roleHeldBy(stack, holder).arn;
  const credentials = issueCredentials(scope, { roleArn, sessionName: 'somebody' });
  return new DynamoDBClient(inProcessClientConfig(scope.world, credentials));
}

/** Nothing when the call was let through. */
function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: unknown) => String(error),
  );
}

function key(pk: string) {
  return { pk: { S: pk }, sk: { S: 'state' } };
}
