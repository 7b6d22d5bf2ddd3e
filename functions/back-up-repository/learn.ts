import type { BackupResult } from '../../shared/core/backup-effect.ts';
import type { BackupRecord, PointSummary } from '../../shared/core/backup-record.ts';
import type { OwnEvent, OwnEventType } from '../../shared/core/own-event.ts';
import type { Instant } from '../../shared/core/time.ts';

/** The record with what became of an effect in it. */
export function learn(record: BackupRecord, result: BackupResult): BackupRecord {
  switch (result.kind) {
    case 'bundle-written': {
      const { problem: _, ...rest } = withPoint(record, result.point);
      return { ...rest, checkedAt: result.at };
    }
    case 'backup-failed':
      return withProblem(record, result.problem, result.at);
    case 'chain-verified': {
      const { unverified: _, ...rest } = record;
      const { problem, chain, sequence, at } = result.verified;
      const type = problem === undefined ? 'Backup Verified' : 'Backup Damaged';
      const news = newsOf(record, type, {
        chain,
        sequence,
        at: isoTime(at),
        ...(problem !== undefined && { problem }),
      });
      return { ...rest, verified: result.verified, news: [...record.news, news] };
    }
    case 'not-verified':
      return { ...record, unverified: { at: result.at, text: result.problem } };
    case 'events-put': {
      const { newsProblem: _, newsLost: _told, ...rest } = record;
      return { ...rest, news: [] };
    }
    case 'events-failed':
      return { ...record, newsProblem: { at: result.at, text: result.problem } };
  }
}

/** The record with a point that is in the bucket, which is news. */
export function withPoint(record: BackupRecord, point: PointSummary): BackupRecord {
  const news = newsOf(record, 'Backup Made', { ...point, takenAt: isoTime(point.takenAt) });
  return { ...record, newest: point, news: [...record.news, news] };
}

/** The record after a try that failed; of a series of failures only the first is news. */
export function withProblem(record: BackupRecord, text: string, at: Instant): BackupRecord {
  const before = record.problem;
  const problem = { text, at, since: before?.since ?? at, tries: (before?.tries ?? 0) + 1 };
  const news = before === undefined ? [newsOf(record, 'Backup Failed', { problem: text })] : [];
  return { ...record, problem, news: [...record.news, ...news] };
}

function newsOf(
  { backup, repository }: BackupRecord,
  detailType: OwnEventType,
  more: Readonly<Record<string, unknown>>,
): OwnEvent {
  return { detailType, resources: [], detail: { version: 1, backup, repository, ...more } };
}

function isoTime(at: Instant): string {
  return new Date(at).toISOString();
}
