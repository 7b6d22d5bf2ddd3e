import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { exportsIn } from './exports.ts';
import { cloudformationState, type Stack, type StackResource } from './state.ts';

interface StackInput {
  readonly StackName?: string;
  readonly LogicalResourceId?: string;
  readonly PhysicalResourceId?: string;
}

const resources = ({ StackName = '*' }: StackInput, context: CallContext) =>
  StackName.startsWith('arn:') ? StackName : arnOf(context, 'cloudformation', `stack/${StackName}/*`);

/** One stack by name or id, or all of them. */
export const describeStacks = defineOperation({
  resources,
  handle: ({ StackName }: StackInput, context: CallContext) => ({
    Stacks: (StackName === undefined ? stacksIn(context) : [findStack(context, StackName)]).map(describe),
  }),
});

export const listStacks = defineOperation({
  resources: () => '*',
  handle: (_input: StackInput, context: CallContext) => ({
    StackSummaries: stacksIn(context).map((stack) => ({
      StackId: stack.id,
      StackName: stack.name,
      CreationTime: new Date(stack.createdAt),
      StackStatus: stack.status,
      ...(stack.changedAt !== undefined && { LastUpdatedTime: new Date(stack.changedAt) }),
    })),
  }),
});

export const describeStackResources = defineOperation({
  resources,
  handle: (input: StackInput, context: CallContext) => {
    const stack = findStack(context, input.StackName ?? '');
    const { LogicalResourceId: wanted } = input;
    const found = [...stack.resources.values()].filter(
      ({ logicalId }) => wanted === undefined || logicalId === wanted,
    );
    return {
      StackResources: found.map((resource) => ({
        StackId: stack.id,
        StackName: stack.name,
        ...describeResource(resource),
        Timestamp: new Date(resource.changedAt),
      })),
    };
  },
});

export const describeStackResource = defineOperation({
  resources,
  handle: (input: StackInput, context: CallContext) => {
    const stack = findStack(context, input.StackName ?? '');
    const resource = stack.resources.get(input.LogicalResourceId ?? '');
    if (resource === undefined) {
      throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
    }
    return {
      StackResourceDetail: {
        StackId: stack.id,
        StackName: stack.name,
        ...describeResource(resource),
        LastUpdatedTimestamp: new Date(resource.changedAt),
      },
    };
  },
});

/** All resources in one page. */
export const listStackResources = defineOperation({
  resources,
  handle: (input: StackInput, context: CallContext) => ({
    StackResourceSummaries: [...findStack(context, input.StackName ?? '').resources.values()].map(
      (resource) => ({
        ...describeResource(resource),
        LastUpdatedTimestamp: new Date(resource.changedAt),
      }),
    ),
  }),
});

export const getTemplate = defineOperation({
  resources,
  handle: (input: StackInput, context: CallContext) => ({
    TemplateBody: findStack(context, input.StackName ?? '').templateText,
    StagesAvailable: ['Original', 'Processed'],
  }),
});

export const listExports = defineOperation({
  resources: () => '*',
  handle: (_input: StackInput, context: CallContext) => ({
    Exports: exportsIn(context).map(({ name, value, stackId }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    })),
  }),
});

function stacksIn(scope: Scope): Stack[] {
  return [...cloudformationState(scope).stacks.values()];
}

function findStack(scope: Scope, nameOrId: string): Stack {
  const found = stacksIn(scope).find(({ name, id }) => name === nameOrId || id === nameOrId);
  if (found === undefined) throw validationError(`Stack with id ${nameOrId} does not exist`);
  return found;
}

/** CloudFormation's error for whatever is wrong with a request. */
function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function describe(stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    StackStatus: stack.status,
    CreationTime: new Date(stack.createdAt),
    DisableRollback: true,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: [...stack.parameters].map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(description !== undefined && { Description: description }),
      ...(exportName !== undefined && { ExportName: exportName }),
    })),
    ...(stack.description !== undefined && { Description: stack.description }),
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    ...(stack.changedAt !== undefined && { LastUpdatedTime: new Date(stack.changedAt) }),
  };
}

function describeResource({ logicalId, ref, type, status }: StackResource) {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: ref,
    ResourceType: type,
    ResourceStatus: status,
  };
}
