import { AwsError } from '../../kernel/errors.ts';
import { recordMetric } from '../../kernel/offers/cloudwatch.ts';
import { type CallContext, defineOperation, type RestInput } from '../../kernel/service.ts';
import { defineState, type Scope } from '../../kernel/world.ts';
import { findFunction } from './find-function.ts';
import {
  type Body,
  bodyOf,
  invalidParameter,
  numberIn,
  referenceOf,
  wholeFunctionResource,
} from './read-input.ts';
import { type LambdaFunction, lambdaState } from './state.ts';

/** Lambda quotas: what an account may run at once, and what of it cannot be reserved. */
const ACCOUNT = { most: 1000, leastUnreserved: 100 };

/** How many calls of each function run now. */
const running = defineState('lambda-running', () => new Map<string, number>());

export const putFunctionConcurrency = defineOperation({
  resources: wholeFunctionResource,
  handle: (input: RestInput, context: CallContext) => {
    const target = findFunction(context, referenceOf(input));
    reserveConcurrency(context, target, numberIn(bodyOf(input), 'ReservedConcurrentExecutions'));
    return { body: describe(target) };
  },
});

export const getFunctionConcurrency = defineOperation({
  resources: wholeFunctionResource,
  handle: (input: RestInput, context: CallContext) => ({
    body: describe(findFunction(context, referenceOf(input))),
  }),
});

export const deleteFunctionConcurrency = defineOperation({
  resources: wholeFunctionResource,
  handle: (input: RestInput, context: CallContext) => {
    findFunction(context, referenceOf(input)).reservedConcurrency = undefined;
    return { status: 204 };
  },
});

/** Reserves so many concurrent runs for a function, which then has no more; declines what the account does not have. */
export function reserveConcurrency(scope: Scope, target: LambdaFunction, wanted: number | undefined): void {
  const others = [...lambdaState(scope).functions.values()].filter((one) => one !== target);
  const reserved = others.reduce((sum, one) => sum + (one.reservedConcurrency ?? 0), wanted ?? 0);
  if (wanted !== undefined && reserved > ACCOUNT.most - ACCOUNT.leastUnreserved)
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${ACCOUNT.leastUnreserved}].`,
    );
  target.reservedConcurrency = wanted;
}

/**
 * Runs a call of a function among those that may run at once; one too many is turned away, and counted.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export async function amongConcurrent<Answer>(
  scope: Scope,
  functionName: string,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const counts = running(scope);
  const count = counts.get(functionName) ?? 0;
  const most = lambdaState(scope).functions.get(functionName)?.reservedConcurrency;
  if (most !== undefined && count >= most) {
    const dimensions = { FunctionName: functionName };
    recordMetric(scope, { namespace: 'AWS/Lambda', name: 'Throttles', dimensions, value: 1, unit: 'Count' });
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
      status: 429,
      members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    });
  }
  counts.set(functionName, count + 1);
  try {
    return await run();
  } finally {
    counts.set(functionName, (counts.get(functionName) ?? 1) - 1);
  }
}

/** Nothing runs any more that ran when the states were written. */
export function forgetRunning(scope: Scope): void {
  running(scope).clear();
}

function describe({ reservedConcurrency }: LambdaFunction): Body {
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
}
