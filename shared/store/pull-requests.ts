import type { ClientSettings } from '../aws/client-settings.ts';
import type { PullRequestRecord } from '../core/pull-request-record.ts';
import type { Records } from '../core/stored.ts';
import { partitionKey } from './kinds.ts';
import { pullRequestBounds } from './pull-request-bounds.ts';
import { tableRecords } from './table.ts';

/** Pull requests, by id; ids are unique in an account and Region. */
export function pullRequestRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<{ readonly pullRequestId: string }, PullRequestRecord> {
  return tableRecords(
    {
      ...place,
      keyOf: ({ pullRequestId }) => ({ pk: pullRequestKey(pullRequestId), sk: 'state' }),
      bounds: pullRequestBounds,
    },
    settings,
  );
}

/** The record's partition key; the sweep reads the id back from it. */
export function pullRequestKey(pullRequestId: string): string {
  return partitionKey('pull-request', pullRequestId);
}
