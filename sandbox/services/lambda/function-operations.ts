import { type CallContext, defineOperation, type RestInput } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { findFunction, findVersion, functionArn, readReference } from './find-function.ts';
import { describeVersion } from './function-configuration.ts';
import {
  changeFunction,
  checkGuards,
  keepCodeOf,
  makeFunction,
  publish,
  removeFunction,
} from './manage-function.ts';
import {
  bodyOf,
  functionResource,
  objectIn,
  referenceOf,
  textIn,
  wholeFunctionResource,
} from './read-input.ts';
import { type LambdaFunction, lambdaState } from './state.ts';

export const createFunction = defineOperation({
  resources: (input: RestInput, context: CallContext) =>
    functionArn(context, readReference(textIn(bodyOf(input), 'FunctionName') ?? '')),
  async handle(input: RestInput, context: CallContext) {
    const body = bodyOf(input);
    const code = await keepCodeOf(context, objectIn(body, 'Code') ?? {});
    const made = makeFunction(context, body, code);
    for (const [key, value] of Object.entries(objectIn(body, 'Tags') ?? {}))
      made.tags.set(key, String(value));
    const version = body['Publish'] === true ? publish(context, made) : made.latest;
    return { status: 201, body: describeVersion(context, version) };
  },
});

export const getFunction = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const { tags, reservedConcurrency } = findFunction(context, reference);
    return {
      body: {
        Configuration: describe(context, reference),
        Code: { RepositoryType: 'S3', Location: '' },
        ...(reservedConcurrency !== undefined && {
          Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
        }),
        ...(tags.size > 0 && { Tags: Object.fromEntries(tags) }),
      },
    };
  },
});

export const getFunctionConfiguration = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => ({ body: describe(context, referenceOf(input)) }),
});

/** All functions in one page, by name; with `FunctionVersion=ALL` their published versions too. */
export const listFunctions = defineOperation({
  resources: () => '*',
  handle: ({ query }: RestInput, context: CallContext) => {
    const functions = [...lambdaState(context).functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const all = query['FunctionVersion'] === 'ALL';
    return { body: { Functions: functions.flatMap((one) => versionsOf(context, one, all)) } };
  },
});

export const updateFunctionCode = defineOperation({
  resources: wholeFunctionResource,
  async handle(input: RestInput, context: CallContext) {
    const body = bodyOf(input);
    const target = findFunction(context, referenceOf(input));
    checkGuards(body, target.latest);
    const { Architectures } = body;
    const code = await keepCodeOf(context, body);
    if (body['DryRun'] === true) return { body: describeVersion(context, target.latest) };
    changeFunction(context, target, { code, input: Architectures === undefined ? {} : { Architectures } });
    const version = body['Publish'] === true ? publish(context, target) : target.latest;
    return { body: describeVersion(context, version) };
  },
});

export const updateFunctionConfiguration = defineOperation({
  resources: wholeFunctionResource,
  handle: (input: RestInput, context: CallContext) => {
    const body = bodyOf(input);
    const target = findFunction(context, referenceOf(input));
    checkGuards(body, target.latest);
    changeFunction(context, target, { input: body });
    return { body: describeVersion(context, target.latest) };
  },
});

export const deleteFunction = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    findVersion(context, reference);
    removeFunction(context, findFunction(context, reference), reference.qualifier);
    return { status: 204 };
  },
});

export const publishVersion = defineOperation({
  resources: wholeFunctionResource,
  handle: (input: RestInput, context: CallContext) => {
    const body = bodyOf(input);
    const target = findFunction(context, referenceOf(input));
    checkGuards(body, target.latest);
    const version = publish(context, target, textIn(body, 'Description'));
    return { status: 201, body: describeVersion(context, version) };
  },
});

/** `$LATEST` and the published versions, oldest first, in one page. */
export const listVersionsByFunction = defineOperation({
  resources: wholeFunctionResource,
  handle: (input: RestInput, context: CallContext) => ({
    body: { Versions: versionsOf(context, findFunction(context, referenceOf(input)), true) },
  }),
});

function describe(scope: Scope, reference: ReturnType<typeof referenceOf>) {
  return describeVersion(scope, findVersion(scope, reference), reference.qualifier);
}

function versionsOf(scope: Scope, one: LambdaFunction, all: boolean) {
  const latest = describeVersion(scope, one.latest);
  if (!all) return [latest];
  const arn = functionArn(scope, { name: one.name, qualifier: '$LATEST' });
  return [
    { ...latest, FunctionArn: arn },
    ...[...one.published.values()].map((version) => describeVersion(scope, version)),
  ];
}
