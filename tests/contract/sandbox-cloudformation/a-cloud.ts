import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type Scope, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { aWorld } from '../../support/a-world.ts';
import { type InProcessOptions, inProcessClientConfig } from '../../support/in-process.ts';

type Given = Partial<CreateStackCommandInput>;

/** CloudFormation and what a test wants to know of it; every stack is called `shop`. */
export interface Cloud {
  readonly world: World;
  readonly scope: Scope;
  readonly client: CloudFormationClient;
  create(template: object, given?: Given): Promise<void>;
  update(template: object, given?: Given): Promise<void>;
  /** The status of the stack; nothing when there is none. */
  status(): Promise<string | undefined>;
  /** What happened, oldest first: `<logical id> <status>`, the stack's own lines with its name. */
  history(stackName?: string): Promise<string[]>;
  /** The reasons that the events of a resource give. */
  reasons(logicalId: string): Promise<(string | undefined)[]>;
}

export function aCloud(options: InProcessOptions = {}): Cloud {
  const world = aWorld();
  objectFiles.provide(world, objectFilesInMemory());
  return cloudIn(world, options);
}

/** The same world, as somebody else sees it. */
export function cloudIn(world: World, options: InProcessOptions = {}): Cloud {
  const client = new CloudFormationClient(inProcessClientConfig(world, options));
  const input = (template: object, given: Given) => ({
    StackName: 'shop',
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    ...given,
  });
  const events = async (StackName = 'shop') =>
    (await client.send(new DescribeStackEventsCommand({ StackName }))).StackEvents?.toReversed() ?? [];
  return {
    world,
    scope: scopeOf(world, 'us-east-1'),
    client,
    create: async (template, given = {}) =>
      void (await client.send(new CreateStackCommand(input(template, given)))),
    update: async (template, given = {}) =>
      void (await client.send(new UpdateStackCommand(input(template, given)))),
    status: async () => {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
      return Stacks.find(({ StackName }) => StackName === 'shop')?.StackStatus;
    },
    history: async (stackName) =>
      (await events(stackName)).map(
        ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
      ),
    reasons: async (logicalId) =>
      (await events())
        .filter((event) => event.LogicalResourceId === logicalId)
        .map((event) => event.ResourceStatusReason),
  };
}

/** A queue, a topic that tells it nothing, and a parameter with its address. */
export const aShop = {
  Resources: {
    Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
    Bells: { Type: 'AWS::SNS::Topic', Properties: {} },
    Address: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/shop/orders', Type: 'String', Value: { Ref: 'Orders' } },
    },
  },
  Outputs: { Queue: { Value: { Ref: 'Orders' } } },
};

/** The template with another resource, or one of its own in place of one. */
export function withResource<T extends { readonly Resources: object }>(
  template: T,
  name: string,
  resource: object,
): T {
  return { ...template, Resources: { ...template.Resources, [name]: resource } };
}

/** The template without a resource. */
export function withoutResource<T extends { readonly Resources: object }>(template: T, name: string): T {
  const Resources = Object.fromEntries(Object.entries(template.Resources).filter(([one]) => one !== name));
  return { ...template, Resources };
}

/** A resource that can never be made: a topic does not have this name. */
export const impossible = {
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName: 'no such name' },
};

/** A table, with nothing that could not be otherwise. */
export const aTable = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  },
};
