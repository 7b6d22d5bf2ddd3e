import type {
  ResourceKind,
  ResourceRequest,
  ResourceResult,
  ResourceStep,
} from '../../kernel/resource-kind.ts';
import { makeAlias, setAlias } from './aliases.ts';
import { removeEventInvokeConfig, setEventInvokeConfig } from './event-invoke-config.ts';
import { findFunction, functionArn, readReference } from './find-function.ts';
import { functionNamed } from './function-resources.ts';
import { addStatement, removeStatement } from './permissions.ts';
import { objectIn, textIn } from './read-input.ts';
import { lambdaState } from './state.ts';
import { removeUrl, setUrl, urlAddress } from './url-config.ts';

/** `AWS::Lambda::Permission`: one statement of the function's resource policy, under the resource's name. */
export function permissionResource(request: ResourceRequest): ResourceResult {
  const { scope, properties, generatedName } = request;
  const { name, qualifier } = functionNamed(properties);
  const target = findFunction(scope, { name, qualifier });
  removeStatement(target, qualifier, generatedName);
  addStatement(scope, target, { qualifier, input: { ...properties, StatementId: generatedName } });
  return { ref: generatedName, attributes: { Id: generatedName } };
}

/** `AWS::Lambda::Alias`. */
export function aliasResource({ scope, properties }: ResourceRequest): ResourceResult {
  const { name } = functionNamed(properties);
  const target = findFunction(scope, { name, qualifier: '' });
  const input = { ...properties, RoutingConfig: objectIn(properties, 'RoutingConfig') ?? {} };
  const current = target.aliases.get(textIn(properties, 'Name') ?? '');
  const alias =
    current === undefined ? makeAlias(scope, target, input) : setAlias(scope, target, { current, input });
  const arn = functionArn(scope, { name, qualifier: alias.name });
  return { ref: arn, attributes: { AliasArn: arn } };
}

/** `AWS::Lambda::EventInvokeConfig`. */
export function eventInvokeConfigResource(request: ResourceRequest): ResourceResult {
  const { scope, properties, generatedName } = request;
  const { name } = functionNamed(properties);
  const qualifier = textIn(properties, 'Qualifier') ?? '$LATEST';
  setEventInvokeConfig(scope, { name, qualifier }, properties);
  return { ref: generatedName };
}

/** `AWS::Lambda::Url`: keeps its address when it is deployed again. */
export function urlResource({ scope, properties }: ResourceRequest): ResourceResult {
  const { name, qualifier: own } = functionNamed(properties, 'TargetFunctionArn');
  const qualifier = own || (textIn(properties, 'Qualifier') ?? '');
  const url = setUrl(scope, { name, qualifier }, { input: properties, isNew: false });
  const FunctionArn = functionArn(scope, { name, qualifier });
  return { ref: FunctionArn, attributes: { FunctionArn, FunctionUrl: urlAddress(scope, url) } };
}

/** `AWS::Lambda::EventSourceMapping` is refused: the sandbox has no pollers. */
export function eventSourceMappingResource({ logicalId }: ResourceRequest): never {
  throw new Error(
    `The sandbox does not poll queues or streams for functions, so it cannot make ${logicalId}. ` +
      'Let EventBridge or a function URL call the function.',
  );
}

/** `AWS::Lambda::Permission`. */
export const permissionKind: ResourceKind = {
  make: permissionResource,
  remove({ scope, ref, properties }) {
    const { name, qualifier } = functionNamed(properties);
    const target = lambdaState(scope).functions.get(name);
    if (target !== undefined) removeStatement(target, qualifier, ref);
  },
  replacing: [
    'FunctionName',
    'FunctionUrlAuthType',
    'InvokedViaFunctionUrl',
    'SourceAccount',
    'SourceArn',
    'Principal',
    'PrincipalOrgID',
    'Action',
    'EventSourceToken',
  ],
  permissions: {
    on: onFunction,
    create: ['lambda:AddPermission'],
    update: [],
    delete: ['lambda:RemovePermission'],
  },
};

/** `AWS::Lambda::Alias`. */
export const aliasKind: ResourceKind = {
  make: aliasResource,
  remove({ scope, ref }) {
    const { name, qualifier } = readReference(ref);
    lambdaState(scope).functions.get(name)?.aliases.delete(qualifier);
  },
  replacing: ['Name', 'FunctionName'],
  permissions: {
    on: onFunction,
    create: ['lambda:CreateAlias'],
    update: ['lambda:UpdateAlias', 'lambda:GetAlias'],
    delete: ['lambda:DeleteAlias', 'lambda:GetAlias'],
  },
};

/** `AWS::Lambda::EventInvokeConfig`. */
export const eventInvokeConfigKind: ResourceKind = {
  make: eventInvokeConfigResource,
  remove({ scope, properties }) {
    const { name } = functionNamed(properties);
    const target = lambdaState(scope).functions.get(name);
    if (target !== undefined) removeEventInvokeConfig(target, textIn(properties, 'Qualifier') ?? '$LATEST');
  },
  replacing: ['FunctionName', 'Qualifier'],
  permissions: {
    on: onFunction,
    create: ['lambda:PutFunctionEventInvokeConfig'],
    update: ['lambda:UpdateFunctionEventInvokeConfig'],
    delete: ['lambda:DeleteFunctionEventInvokeConfig'],
  },
};

/** `AWS::Lambda::Url`. */
export const urlKind: ResourceKind = {
  make: urlResource,
  remove({ scope, ref }) {
    const { name, qualifier } = readReference(ref);
    const target = lambdaState(scope).functions.get(name);
    if (target !== undefined) removeUrl(scope, target, qualifier);
  },
  replacing: ['TargetFunctionArn', 'Qualifier'],
  permissions: {
    on: ({ scope, properties }) =>
      functionArn(scope, { ...functionNamed(properties, 'TargetFunctionArn'), qualifier: '' }),
    create: ['lambda:CreateFunctionUrlConfig'],
    update: ['lambda:UpdateFunctionUrlConfig'],
    delete: ['lambda:DeleteFunctionUrlConfig'],
  },
};

/** `AWS::Lambda::EventSourceMapping`: none is ever made. */
export const eventSourceMappingKind: ResourceKind = {
  make: eventSourceMappingResource,
  remove: () => {},
  replacing: [],
  permissions: { on: () => '*', create: ['lambda:CreateEventSourceMapping'], update: [], delete: [] },
};

function onFunction({ scope, properties }: ResourceStep): string {
  return functionArn(scope, { ...functionNamed(properties), qualifier: '' });
}
