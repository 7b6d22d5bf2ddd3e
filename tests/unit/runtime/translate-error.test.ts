import { describe, expect, it } from 'vitest';
import { calling, translateError } from '../../../shared/aws/translate-error.ts';

const call = { call: 'CodeBuild StartBuild', on: 'project harbor-ledger-ci' };

function thrown(name: string, message = 'Something is wrong'): Error {
  return Object.assign(new Error(message), { name, $metadata: { requestId: 'e4b46cbf' } });
}

describe('what an SDK client throws', () => {
  it.each([
    ['AccessDeniedException', 'access-denied', 'configuration'],
    ['AccessDenied', 'access-denied', 'configuration'],
    ['ResourceNotFoundException', 'not-found', 'configuration'],
    ['RepositoryDoesNotExistException', 'not-found', 'configuration'],
    ['PullRequestDoesNotExistException', 'not-found', 'configuration'],
    ['InvalidInputException', 'request-refused', 'configuration'],
    ['AccountLimitExceededException', 'limit-reached', 'upstream'],
    ['CommentDeletedException', 'comment-gone', 'conflict'],
    ['CommentNotCreatedByCallerException', 'comment-gone', 'conflict'],
    ['ConditionalCheckFailedException', 'version-conflict', 'conflict'],
    ['ThrottlingException', 'throttled', 'upstream'],
    ['Throttling', 'throttled', 'upstream'],
    ['RequestThrottled', 'throttled', 'upstream'],
    ['QueueDoesNotExist', 'not-found', 'configuration'],
    ['AWS.SimpleQueueService.NonExistentQueue', 'not-found', 'configuration'],
    ['DecryptionFailure', 'access-denied', 'configuration'],
    ['InvalidRequestException', 'request-refused', 'configuration'],
    ['InvalidParameterException', 'request-refused', 'configuration'],
    ['ProvisionedThroughputExceededException', 'throttled', 'upstream'],
    ['SyntaxError', 'service-unavailable', 'upstream'],
    ['TimeoutError', 'service-unavailable', 'upstream'],
    ['SomethingNewException', 'service-unavailable', 'upstream'],
  ])('%s counts as %s: %s', (name, code, errorClass) => {
    expect(translateError(thrown(name), call)).toMatchObject({ code, class: errorClass });
  });

  it('is told with the call, the thing, the words of AWS and the request', () => {
    const cause = thrown('ResourceNotFoundException', 'Project cannot be found');

    const error = translateError(cause, call);

    expect(error.message).toBe(
      'CodeBuild StartBuild on project harbor-ledger-ci failed: Project cannot be found.',
    );
    expect(error.cause).toBe(cause);
    expect(error.details).toEqual({
      call: 'CodeBuild StartBuild',
      on: 'project harbor-ledger-ci',
      awsError: 'ResourceNotFoundException',
      requestId: 'e4b46cbf',
    });
    expect(error.remedy).toBe(
      'Check the name in drawbridge.yml against what exists in this account and Region.',
    );
  });

  it.each([
    ['', 'CodeBuild StartBuild on project harbor-ledger-ci failed: ThrottlingException.'],
    ['UnknownError', 'CodeBuild StartBuild on project harbor-ledger-ci failed: ThrottlingException.'],
    ['Slow down!', 'CodeBuild StartBuild on project harbor-ledger-ci failed: Slow down!'],
  ])('reads as one sentence when AWS says %j', (message, sentence) => {
    expect(translateError(thrown('ThrottlingException', message), call).message).toBe(sentence);
  });

  it('may be no error at all', () => {
    expect(translateError('socket hang up', call)).toMatchObject({
      code: 'service-unavailable',
      message: 'CodeBuild StartBuild on project harbor-ledger-ci failed: socket hang up.',
    });
  });

  it('is translated by calling, which passes on what the call gives', async () => {
    await expect(calling(call, () => Promise.resolve(5))).resolves.toBe(5);
    await expect(calling(call, () => Promise.reject(thrown('AccessDenied')))).rejects.toMatchObject({
      code: 'access-denied',
    });
  });
});
