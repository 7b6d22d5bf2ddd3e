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
  numberIn,
  objectIn,
  referenceOf,
  textIn,
} from './read-input.ts';
import type { EventInvokeConfig, LambdaFunction } from './state.ts';

/** Sets how asynchronous calls are retried and where their outcome goes, in place of what was set. */
export const putFunctionEventInvokeConfig = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const config = setEventInvokeConfig(context, reference, bodyOf(input));
    return { body: describe(context, reference, config) };
  },
});

export const getFunctionEventInvokeConfig = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const config = eventInvokeConfigOf(findFunction(context, reference), reference.qualifier);
    if (config === undefined) {
      const arn = functionArn(context, reference);
      throw resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);
    }
    return { body: describe(context, reference, config) };
  },
});

/** What holds for asynchronous calls of this qualifier, if anything was set. */
export function eventInvokeConfigOf(
  { eventInvokeConfigs }: LambdaFunction,
  qualifier: string,
): EventInvokeConfig | undefined {
  return eventInvokeConfigs.get(keyOf(qualifier));
}

/** Calls without a qualifier are calls of `$LATEST`. */
function keyOf(qualifier: string): string {
  return qualifier === '$LATEST' ? '' : qualifier;
}

/** As PutFunctionEventInvokeConfig: 0 to 2 more tries, an age of 60 seconds to 6 hours. */
export function setEventInvokeConfig(
  scope: Scope,
  reference: FunctionReference,
  input: Body,
): EventInvokeConfig {
  findVersion(scope, reference);
  const destinations = objectIn(input, 'DestinationConfig') ?? {};
  const config: EventInvokeConfig = {
    maximumRetryAttempts: between(input, 'MaximumRetryAttempts', [0, 2]),
    maximumEventAgeInSeconds: between(input, 'MaximumEventAgeInSeconds', [60, 21_600]),
    onSuccess: destinationIn(destinations, 'OnSuccess'),
    onFailure: destinationIn(destinations, 'OnFailure'),
    lastModified: scope.world.clock.now(),
  };
  findFunction(scope, reference).eventInvokeConfigs.set(keyOf(reference.qualifier), config);
  return config;
}

/** Only queues: what leads back to Lambda would make the sandbox's services need each other in a circle. */
function destinationIn(destinations: Body, member: string): string | undefined {
  const arn = textIn(objectIn(destinations, member) ?? {}, 'Destination');
  if (arn === undefined || arn.split(':')[2] === 'sqs') return arn;
  throw invalidParameter(
    `The sandbox delivers outcomes to SQS queues only, and ${member} is ${arn}. Use the ARN of a queue.`,
  );
}

function between(input: Body, member: string, [least, most]: readonly [number, number]): number | undefined {
  const value = numberIn(input, member);
  if (value !== undefined && (value < least || value > most))
    throw invalidParameter(`${member} must be between ${least} and ${most}, not ${value}.`);
  return value;
}

function describe(scope: Scope, reference: FunctionReference, config: EventInvokeConfig) {
  const { onSuccess, onFailure, maximumRetryAttempts, maximumEventAgeInSeconds } = config;
  return {
    LastModified: new Date(config.lastModified),
    FunctionArn: functionArn(scope, { ...reference, qualifier: reference.qualifier || '$LATEST' }),
    MaximumRetryAttempts: maximumRetryAttempts,
    MaximumEventAgeInSeconds: maximumEventAgeInSeconds,
    DestinationConfig: {
      OnSuccess: onSuccess === undefined ? {} : { Destination: onSuccess },
      OnFailure: onFailure === undefined ? {} : { Destination: onFailure },
    },
  };
}

/** Asynchronous calls of the qualifier are at Lambda's defaults again. */
export function removeEventInvokeConfig({ eventInvokeConfigs }: LambdaFunction, qualifier: string): void {
  eventInvokeConfigs.delete(keyOf(qualifier));
}
