import { ControllerError, type ErrorCode } from '../core/error.ts';

/** A call as people know it, for messages: `CodeBuild StartBuild`, on `project harbor-ledger-ci`. */
export interface CallName {
  readonly call: string;
  readonly on: string;
}

// By error name, never by text. Names as in the service models (botocore 1.43, SDK v3); AccessDenied has no class.
const codesByName: Readonly<Record<string, ErrorCode>> = {
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  UnrecognizedClientException: 'access-denied',
  ResourceNotFoundException: 'not-found',
  RepositoryDoesNotExistException: 'not-found',
  PullRequestDoesNotExistException: 'not-found',
  CommitDoesNotExistException: 'not-found',
  // Secrets Manager: a key that may not be used, and a secret that is about to be deleted.
  DecryptionFailure: 'access-denied',
  InvalidRequestException: 'request-refused',
  // The same error: the newer name stands in a class that bundles leave out (packaging/bundle-plugins.ts).
  QueueDoesNotExist: 'not-found',
  'AWS.SimpleQueueService.NonExistentQueue': 'not-found',
  InvalidParameterException: 'request-refused',
  InvalidInputException: 'request-refused',
  AccountLimitExceededException: 'limit-reached',
  CommentDoesNotExistException: 'comment-gone',
  CommentDeletedException: 'comment-gone',
  CommentNotCreatedByCallerException: 'comment-gone',
  IdempotencyParameterMismatchException: 'token-used',
  ConditionalCheckFailedException: 'version-conflict',
  // S3's names end in nothing; it is spoken to without an SDK client.
  NoSuchBucket: 'not-found',
  NoSuchKey: 'not-found',
  PreconditionFailed: 'version-conflict',
  ConditionalRequestConflict: 'version-conflict',
  InvalidAccessKeyId: 'access-denied',
  SignatureDoesNotMatch: 'access-denied',
  ExpiredToken: 'access-denied',
  SlowDown: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  RequestThrottled: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ProvisionedThroughputExceededException: 'throttled',
};

/** Runs an SDK call and turns what it throws into a ControllerError that says what failed, on what, and why. */
export async function calling<Output>(name: CallName, call: () => Promise<Output>): Promise<Output> {
  try {
    return await call();
  } catch (error) {
    throw translateError(error, name);
  }
}

/**
 * The ControllerError for what an SDK client threw. An error that is not known counts as `service-unavailable`:
 * it is tried again, and ends in the dead-letter queue when it lasts. CodeCommit answers throttling with XML where
 * JSON is expected, which the SDK reports as a parse error; it lands here too.
 */
export function translateError(error: unknown, { call, on }: CallName): ControllerError {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const code = codesByName[thrown.name] ?? 'service-unavailable';
  return new ControllerError(code, `${call} on ${on} failed: ${sentence(thrown)}`, {
    details: { call, on, awsError: thrown.name, ...requestId(thrown) },
    cause: error,
  });
}

function sentence({ name, message }: Error): string {
  const text = message === '' || message === 'UnknownError' ? name : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function requestId(error: Error): { requestId?: string } {
  const metadata = (error as { $metadata?: { requestId?: string } }).$metadata;
  return metadata?.requestId === undefined ? {} : { requestId: metadata.requestId };
}
