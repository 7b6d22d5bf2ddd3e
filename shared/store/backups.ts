import type { ClientSettings } from '../aws/client-settings.ts';
import type { BackupRecord, Verification } from '../core/backup-record.ts';
import type { Records } from '../core/stored.ts';
import { cutEvents } from './cut-events.ts';
import { type Bounds, cutToBytes } from './fit-record.ts';
import { partitionKey } from './kinds.ts';
import { tableRecords } from './table.ts';

/** Backups, by the name they have in the configuration. */
export function backupRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<{ readonly backup: string }, BackupRecord> {
  return tableRecords(
    { ...place, keyOf: ({ backup }) => ({ pk: backupKey(backup), sk: 'state' }), bounds: backupBounds },
    settings,
  );
}

/** The record's partition key; the sweep reads the name back from it. */
export function backupKey(backup: string): string {
  return partitionKey('backup', backup);
}

const mostOfText = 1_000;
/** Made every hour, and told again every minute: of what could not be told the newest is left. */
const mostNews = { most: 20, bytes: 12_000 };

/** All but the texts and what is to be told decides. */
export const backupBounds: Bounds<BackupRecord> = {
  bytes: 24_000,
  cut: ({ problem, verified, unverified, newsProblem, ...record }) => ({
    ...withNews(record, mostNews),
    ...(problem && { problem: { ...problem, text: cutToBytes(problem.text, mostOfText) } }),
    ...(verified && { verified: cutVerified(verified) }),
    ...(unverified && { unverified: { ...unverified, text: cutToBytes(unverified.text, mostOfText) } }),
    ...(newsProblem && { newsProblem: { ...newsProblem, text: cutToBytes(newsProblem.text, mostOfText) } }),
  }),
  giveUp: [(record) => withNews(record, { most: 1, bytes: 4_000 })],
};

function withNews(record: BackupRecord, limits: typeof mostNews): BackupRecord {
  const { kept: news, lost } = cutEvents(record.news, limits);
  const newsLost = (record.newsLost ?? 0) + lost;
  return { ...record, news, ...(newsLost > 0 && { newsLost }) };
}

function cutVerified(verified: Verification): Verification {
  const { problem } = verified;
  return problem === undefined ? verified : { ...verified, problem: cutToBytes(problem, mostOfText) };
}
