import type { Observed } from '../../../functions/back-up-repository/observe.ts';
import type { BackupRecord, PointSummary } from '../../../shared/core/backup-record.ts';

const hour = 3_600_000;
const day = 24 * hour;

export const now = Date.UTC(2026, 10, 23, 2, 0, 0);
export const one = '1'.repeat(40);
export const two = '2'.repeat(40);
export const three = '3'.repeat(40);

/** The fourth point of a chain that was begun yesterday. */
export const point: PointSummary = {
  chain: '20261122T020000Z',
  sequence: 3,
  takenAt: now - day,
  digest: 'before',
  defaultBranch: 'main',
  refs: 1,
  bytes: 700,
};

export const verified = { chain: point.chain, sequence: 3, at: now - hour };

export const record: BackupRecord = {
  backup: 'nightly',
  repository: 'shop',
  checkedAt: now - day,
  newest: point,
  verified,
  news: [],
};

/** The repository has moved on since, and got a tag. */
export const source = {
  digest: 'after',
  defaultBranch: 'main',
  refs: new Map([
    ['refs/heads/main', two],
    ['refs/tags/v1', three],
  ]),
};

export const newest = { ...point, tips: new Map([['refs/heads/main', one]]) };

const rules = { repository: 'shop', everyMs: day, fullEveryMs: 30 * day, keepMs: 90 * day };

/** A day has gone by, so the repository is compared. */
export const due: Observed = { backup: 'nightly', rules, record, source, newest };

/** It is not time to compare; only the record is there. */
export const atRest = { backup: 'nightly', rules };
