import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation, type RestInput } from '../../kernel/service.ts';
import { findVersion, functionArn, versionToRun } from './find-function.ts';
import { enqueue } from './invocation-queue.ts';
import { functionResource, invalidParameter, referenceOf } from './read-input.ts';
import { runFunction } from './run-function.ts';

/** What Lambda takes at most, in bytes: synchronously, and asynchronously (facts: Lambda, payload). */
const payloadLimits = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 };

/** Runs a function and answers with what it returned, or queues the call, or only says that it could be made. */
export const invoke = defineOperation({
  action: 'lambda:InvokeFunction',
  resources: functionResource,
  async handle(input: RestInput, context: CallContext) {
    const type = input.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    const reference = referenceOf(input);
    const payload = payloadOf(input);
    if (type === 'DryRun') {
      findVersion(context, reference);
      return { status: 204 };
    }
    if (type === 'Event') {
      checkSize(payload, payloadLimits.Event);
      enqueue(context, { reference, payload, requestId: context.requestId });
      return { status: 202 };
    }
    if (type !== 'RequestResponse')
      throw invalidParameter(`The invocation type is RequestResponse, Event or DryRun, not ${type}.`);
    checkSize(payload, payloadLimits.RequestResponse);
    return runNow(input, context, payload);
  },
});

async function runNow(input: RestInput, context: CallContext, payload: string) {
  const reference = referenceOf(input);
  const version = versionToRun(context, reference);
  const answer = await runFunction(context, {
    version,
    payload,
    invokedFunctionArn: functionArn(context, reference),
    requestId: context.requestId,
    trigger: 'Invoke',
  });
  return {
    headers: {
      'x-amz-executed-version': version.version,
      ...(answer.hasFailed && { 'x-amz-function-error': 'Unhandled' }),
      ...(input.headers['x-amz-log-type'] === 'Tail' && {
        'x-amz-log-result': Buffer.from(answer.logTail).toString('base64'),
      }),
    },
    body: Buffer.from(answer.payload),
  };
}

/** No payload is `{}`, as on Lambda for Node.js. */
function payloadOf({ body }: RestInput): string {
  if (body.byteLength === 0) return '{}';
  const text = Buffer.from(body).toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${String(error)}`,
    );
  }
}

function checkSize(payload: string, limit: number): void {
  const size = Buffer.byteLength(payload);
  if (size <= limit) return;
  throw new AwsError(
    'RequestTooLargeException',
    `${size} byte payload is too large for the RequestResponse or Event invocation type (limit ${limit} bytes)`,
    { status: 413 },
  );
}
