import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation, type RestInput } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import {
  type FunctionReference,
  findFunction,
  findVersion,
  functionArn,
  resourceNotFound,
} from './find-function.ts';
import {
  type Body,
  bodyOf,
  functionResource,
  invalidParameter,
  objectIn,
  referenceOf,
  textIn,
} from './read-input.ts';
import { type FunctionUrl, functionUrls, type LambdaFunction } from './state.ts';

export const createFunctionUrlConfig = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const url = setUrl(context, reference, { input: bodyOf(input), isNew: true });
    return { status: 201, body: describe(context, reference, url) };
  },
});

export const getFunctionUrlConfig = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const url = findFunction(context, reference).urls.get(reference.qualifier);
    if (url === undefined) throw resourceNotFound('The resource you requested does not exist.');
    return { body: describe(context, reference, url) };
  },
});

/** Gives a function (or an alias of it) its URL, or changes the one it has when `isNew` is not asked for. */
export function setUrl(
  scope: Scope,
  reference: FunctionReference,
  { input, isNew }: { input: Body; isNew: boolean },
): FunctionUrl {
  findVersion(scope, reference);
  const { urls } = findFunction(scope, reference);
  const known = urls.get(reference.qualifier);
  if (known !== undefined && isNew) {
    throw new AwsError(
      'ResourceConflictException',
      `FunctionUrlConfig exists for this Lambda function: ${functionArn(scope, reference)}`,
      { status: 409 },
    );
  }
  refuseUnknownModes(input);
  const now = scope.world.clock.now();
  const url: FunctionUrl = {
    id: known?.id ?? scope.world.ids.hex(32),
    authType: authTypeIn(input),
    invokeMode: 'BUFFERED',
    creationTime: known?.creationTime ?? now,
    lastModified: now,
  };
  urls.set(reference.qualifier, url);
  functionUrls(scope).set(url.id, {
    region: scope.region,
    functionName: reference.name,
    qualifier: reference.qualifier,
  });
  return url;
}

function authTypeIn(input: Body): FunctionUrl['authType'] {
  const authType = textIn(input, 'AuthType');
  if (authType === 'NONE' || authType === 'AWS_IAM') return authType;
  throw invalidParameter(`AuthType is NONE or AWS_IAM, not ${authType}.`);
}

function refuseUnknownModes(input: Body): void {
  if ((textIn(input, 'InvokeMode') ?? 'BUFFERED') !== 'BUFFERED')
    throw invalidParameter('The sandbox answers function URLs in one piece: InvokeMode must be BUFFERED.');
  if (objectIn(input, 'Cors') !== undefined)
    throw invalidParameter('The sandbox has no CORS for function URLs: let the function set the headers.');
}

/** Where a function URL is reached; AWS gives each its own host, the sandbox a path. */
export function urlAddress({ world }: Scope, { id }: FunctionUrl): string {
  return `${world.endpoint}/_lambda-url/${id}/`;
}

function describe(scope: Scope, reference: FunctionReference, url: FunctionUrl) {
  return {
    FunctionUrl: urlAddress(scope, url),
    FunctionArn: functionArn(scope, reference),
    AuthType: url.authType,
    InvokeMode: url.invokeMode,
    CreationTime: new Date(url.creationTime).toISOString(),
    LastModifiedTime: new Date(url.lastModified).toISOString(),
  };
}

/** Takes a function's URL away; its address leads nowhere from then on. */
export function removeUrl(scope: Scope, { urls }: LambdaFunction, qualifier: string): void {
  const url = urls.get(qualifier);
  if (url !== undefined) functionUrls(scope).delete(url.id);
  urls.delete(qualifier);
}
