import { AwsError } from '../../kernel/errors.ts';
import { sendToQueue } from '../../kernel/offers/sqs.ts';
import type { Scope } from '../../kernel/world.ts';
import { functionArn } from './find-function.ts';
import type { FunctionAnswer } from './run-function.ts';
import { functionSession } from './runner/function-session.ts';
import { type EventInvokeConfig, lambdaState, type QueuedInvocation } from './state.ts';

/** How an asynchronous call has ended. */
export interface Outcome {
  readonly invocation: QueuedInvocation;
  readonly answer: FunctionAnswer;
  readonly executedVersion: string;
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  readonly config: EventInvokeConfig | undefined;
}

/**
 * Sends the outcome to the function's destination, and a failed event to its dead-letter queue too, as the
 * function's role: without `sqs:SendMessage` it is lost, as on AWS, and the sandbox says so aloud.
 */
export function deliverOutcome(scope: Scope, outcome: Outcome): void {
  const { config, condition, invocation } = outcome;
  const destination = condition === 'Success' ? config?.onSuccess : config?.onFailure;
  if (destination !== undefined) {
    const body = JSON.stringify(recordOf(scope, outcome));
    send(scope, outcome, { queueArn: destination, body, attributes: {} });
  }
  const queueArn = latestOf(scope, invocation)?.deadLetterArn;
  if (condition === 'Success' || queueArn === undefined) return;
  const attributes = {
    RequestID: invocation.requestId,
    ErrorCode: '200',
    ErrorMessage: errorMessageOf(outcome).slice(0, 1024),
  };
  send(scope, outcome, { queueArn, body: invocation.payload, attributes });
}

function send(
  scope: Scope,
  { invocation }: Outcome,
  message: { queueArn: string; body: string; attributes: Record<string, string> },
): void {
  const role = latestOf(scope, invocation)?.role ?? '';
  const { functionName } = invocation;
  try {
    sendToQueue(scope, { ...message, caller: functionSession(scope, { role, functionName }) });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    console.error(
      `Lambda lost the outcome of ${invocation.functionName} (request ${invocation.requestId}): ` +
        `it could not be sent to ${message.queueArn}. ${error.code}: ${error.message}. ` +
        "Allow sqs:SendMessage in the function's role, or correct the queue's ARN.",
    );
  }
}

/** The form of the record is that of AWS's guide, "Capturing records of Lambda asynchronous invocations". */
function recordOf(scope: Scope, { invocation, answer, executedVersion, condition }: Outcome) {
  const { functionName: name, qualifier } = invocation;
  return {
    version: '1.0',
    timestamp: new Date(scope.world.clock.now()).toISOString(),
    requestContext: {
      requestId: invocation.requestId,
      functionArn: functionArn(scope, { name, qualifier: qualifier || '$LATEST' }),
      condition,
      approximateInvokeCount: invocation.attempts,
    },
    requestPayload: JSON.parse(invocation.payload) as unknown,
    responseContext: {
      statusCode: 200,
      executedVersion,
      ...(answer.hasFailed && { functionError: 'Unhandled' }),
    },
    responsePayload: JSON.parse(answer.payload) as unknown,
  };
}

function errorMessageOf({ answer }: Outcome): string {
  const { errorMessage } = JSON.parse(answer.payload) as { errorMessage?: unknown };
  return String(errorMessage ?? '');
}

function latestOf(scope: Scope, { functionName }: QueuedInvocation) {
  return lambdaState(scope).functions.get(functionName)?.latest;
}
