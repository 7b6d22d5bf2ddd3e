import { AwsError } from '../../kernel/errors.ts';
import type { Scope, World } from '../../kernel/world.ts';
import { forgetRunning } from './concurrency.ts';
import { deliverOutcome } from './deliver-outcome.ts';
import { eventInvokeConfigOf } from './event-invoke-config.ts';
import { type FunctionReference, findVersion, functionArn, versionToRun } from './find-function.ts';
import { type FunctionAnswer, runFunction } from './run-function.ts';
import { errorPayload } from './runner/function-runner.ts';
import { type EventInvokeConfig, lambdaState, type QueuedInvocation } from './state.ts';

/** Lambda waits a minute before the second try and two before the third (facts: Lambda async). */
const retryDelaysMs = [60_000, 120_000];
const defaultRetries = 2;
const defaultAgeSeconds = 21_600;

/**
 * Accepts an asynchronous call and runs it soon, with Lambda's retries. The function must exist at this
 * moment; ResourceNotFoundException otherwise.
 */
export function enqueue(
  scope: Scope,
  { reference, payload, requestId }: { reference: FunctionReference; payload: string; requestId: string },
): void {
  findVersion(scope, reference);
  const now = scope.world.clock.now();
  const invocation: QueuedInvocation = {
    requestId,
    functionName: reference.name,
    qualifier: reference.qualifier,
    payload,
    acceptedAt: now,
    attempts: 0,
    nextAttemptAt: now,
  };
  lambdaState(scope).queue.set(requestId, invocation);
  schedule(scope, invocation);
}

/** Takes up the calls that were waiting when the state was written to disk. */
export function resumeQueues(world: World): void {
  for (const key of world.states.keys()) {
    const [name, account, region] = key.split('/');
    if (name !== 'lambda' || account === undefined || region === undefined) continue;
    const scope = { world, account, region };
    forgetRunning(scope);
    for (const invocation of lambdaState(scope).queue.values()) schedule(scope, invocation);
  }
}

function schedule(scope: Scope, invocation: QueuedInvocation): void {
  const delayMs = Math.max(0, invocation.nextAttemptAt - scope.world.clock.now());
  scope.world.clock.after(delayMs, () => attempt(scope, invocation));
}

async function attempt(scope: Scope, invocation: QueuedInvocation): Promise<void> {
  const reference = { name: invocation.functionName, qualifier: invocation.qualifier };
  if (!lambdaState(scope).functions.has(reference.name)) return forget(scope, invocation);
  invocation.attempts += 1;
  const tried = await tryOnce(scope, reference, invocation);
  if (tried === 'throttled') return waitForTurn(scope, invocation);
  const { answer, executedVersion } = tried;
  // Read again: it may have been changed while the function ran.
  const target = lambdaState(scope).functions.get(reference.name);
  const config = target && eventInvokeConfigOf(target, reference.qualifier);
  const ending = endingOf(scope, invocation, { hasFailed: answer.hasFailed, config });
  if (ending === 'retry') return schedule(scope, invocation);
  forget(scope, invocation);
  deliverOutcome(scope, { invocation, answer, executedVersion, condition: ending, config });
}

/**
 * A call that was turned away waits for its turn, from one second up to five minutes at a time, as long as it may
 * live; that is no try (Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation").
 */
function waitForTurn(scope: Scope, invocation: QueuedInvocation): void {
  const throttles = (invocation.throttles ?? 0) + 1;
  const delayMs = Math.min(1000 * 2 ** (throttles - 1), 300_000);
  const target = lambdaState(scope).functions.get(invocation.functionName);
  const config = target && eventInvokeConfigOf(target, invocation.qualifier);
  const nextAttemptAt = scope.world.clock.now() + delayMs;
  if (nextAttemptAt <= oldestOf(invocation, config)) {
    Object.assign(invocation, { throttles, nextAttemptAt, attempts: invocation.attempts - 1 });
    return schedule(scope, invocation);
  }
  forget(scope, invocation);
  const answer = {
    payload: errorPayload('TooManyRequestsException', 'Rate Exceeded.'),
    hasFailed: true,
    logTail: '',
  };
  const executedVersion = invocation.qualifier || '$LATEST';
  deliverOutcome(scope, { invocation, answer, executedVersion, condition: 'EventAgeExceeded', config });
}

function oldestOf({ acceptedAt }: QueuedInvocation, config: EventInvokeConfig | undefined): number {
  return acceptedAt + (config?.maximumEventAgeInSeconds ?? defaultAgeSeconds) * 1000;
}

/** What the sandbox itself cannot do (no such role) counts as a failed try, so that it ends where it is seen. */
async function tryOnce(
  scope: Scope,
  reference: FunctionReference,
  { requestId, payload }: QueuedInvocation,
): Promise<{ answer: FunctionAnswer; executedVersion: string } | 'throttled'> {
  try {
    const version = versionToRun(scope, reference);
    const answer = await runFunction(scope, {
      version,
      payload,
      requestId,
      invokedFunctionArn: functionArn(scope, reference),
      trigger: 'Event',
    });
    return { answer, executedVersion: version.version };
  } catch (error) {
    if (error instanceof AwsError && error.code === 'TooManyRequestsException') return 'throttled';
    console.error(`Lambda could not run ${reference.name}`, error);
    const message = error instanceof Error ? error.message : String(error);
    const failed = errorPayload('Sandbox.InvocationFailed', message);
    return {
      answer: { payload: failed, hasFailed: true, logTail: '' },
      executedVersion: reference.qualifier || '$LATEST',
    };
  }
}

/** Decides what follows a try, and when the next one is. */
function endingOf(
  { world }: Scope,
  invocation: QueuedInvocation,
  { hasFailed, config }: { hasFailed: boolean; config: EventInvokeConfig | undefined },
): 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'retry' {
  if (!hasFailed) return 'Success';
  if (invocation.attempts > (config?.maximumRetryAttempts ?? defaultRetries)) return 'RetriesExhausted';
  const next = world.clock.now() + (retryDelaysMs[invocation.attempts - 1] ?? 0);
  if (next > oldestOf(invocation, config)) return 'EventAgeExceeded';
  invocation.nextAttemptAt = next;
  return 'retry';
}

function forget(scope: Scope, { requestId }: QueuedInvocation): void {
  lambdaState(scope).queue.delete(requestId);
}
