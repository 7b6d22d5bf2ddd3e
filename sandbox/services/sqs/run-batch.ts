import { AwsError } from '../../kernel/errors.ts';

/** The answer of a batch operation: what worked and what did not, by entry id. */
export interface BatchAnswer<Result> {
  readonly Successful: (Result & { Id: string })[];
  readonly Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[];
}

/**
 * Runs one call per entry and sorts the answers; an AwsError of one entry fails only that entry. Declines an
 * empty batch, more than ten entries, and ids that repeat.
 */
export function runBatch<Entry extends { readonly Id: string }, Result extends object>(
  entries: readonly Entry[] | undefined,
  call: (entry: Entry) => Result,
): BatchAnswer<Result> {
  checkBatch(entries);
  const answer: BatchAnswer<Result> = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      answer.Successful.push({ ...call(entry), Id: entry.Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer.Failed.push({
        Id: entry.Id,
        Code: error.queryCode ?? error.code,
        Message: error.message,
        SenderFault: error.status < 500,
      });
    }
  }
  return answer;
}

function checkBatch(
  entries: readonly { readonly Id: string }[] | undefined,
): asserts entries is readonly { readonly Id: string }[] {
  if (entries === undefined || entries.length === 0)
    throw batchError(
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    );
  if (entries.length > 10)
    throw batchError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  const ids = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id))
      throw batchError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    if (ids.has(Id)) throw batchError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    ids.add(Id);
  }
}

function batchError(code: string, message: string): AwsError {
  return new AwsError(code, message, { queryCode: `AWS.SimpleQueueService.${code}` });
}
