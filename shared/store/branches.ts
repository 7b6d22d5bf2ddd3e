import type { ClientSettings } from '../aws/client-settings.ts';
import type { BranchRecord } from '../core/branch-record.ts';
import type { Records } from '../core/stored.ts';
import type { Bounds } from './fit-record.ts';
import { partitionKey } from './kinds.ts';
import { cutDiagnosis } from './pull-request-bounds.ts';
import { tableRecords } from './table.ts';

/** The newest build of each project and branch. */
export function branchRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<{ readonly project: string; readonly branch: string }, BranchRecord> {
  return tableRecords(
    {
      ...place,
      keyOf: ({ project, branch }) => ({ pk: branchKey(project), sk: branch }),
      bounds: branchBounds,
    },
    settings,
  );
}

/** All but what a failed build said of itself decides. */
export const branchBounds: Bounds<BranchRecord> = {
  bytes: 8_000,
  cut: (record) =>
    record.diagnosis ? { ...record, diagnosis: cutDiagnosis(record.diagnosis, 1_000) } : record,
  giveUp: [({ diagnosis: _where, ...record }) => record],
};

/** The partition key of a project's branches; the sort key is the branch. */
export function branchKey(project: string): string {
  return partitionKey('branch', project);
}
