import type { ClientSettings } from '../aws/client-settings.ts';
import type { BranchRecord } from '../core/branch-record.ts';
import type { Records } from '../core/stored.ts';
import { partitionKey } from './kinds.ts';
import { tableRecords } from './table.ts';

/** The newest build of each project and branch. */
export function branchRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<{ readonly project: string; readonly branch: string }, BranchRecord> {
  return tableRecords(
    { ...place, keyOf: ({ project, branch }) => ({ pk: branchKey(project), sk: branch }) },
    settings,
  );
}

/** The partition key of a project's branches; the sort key is the branch. */
export function branchKey(project: string): string {
  return partitionKey('branch', project);
}
