import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BackupRecord } from '../../../shared/core/backup-record.ts';
import { backupBounds } from '../../../shared/store/backups.ts';
import { branchBounds } from '../../../shared/store/branches.ts';
import { bytesOf, fitRecord } from '../../../shared/store/fit-record.ts';
import { sweepBounds } from '../../../shared/store/sweep.ts';
import { noon } from '../../support/builders.ts';
import { record as backup } from '../backup/a-backup.ts';
import { hostileText } from './hostile-text.ts';

const news = (detailType: 'Backup Made' | 'Backup Failed' | 'Backup Damaged', problem: string) => ({
  detailType,
  resources: [],
  detail: { version: 1 as const, problem },
});

const hostileBackup: fc.Arbitrary<BackupRecord> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('Backup Made' as const, 'Backup Damaged' as const), hostileText()), {
      maxLength: 60,
    }),
    fc.tuple(hostileText(), hostileText(), hostileText(), hostileText()),
  )
  .map(([told, [failed, damaged, unverified, untold]]) => ({
    ...backup,
    news: told.map(([type, problem]) => news(type, problem)),
    problem: { text: failed, since: noon, at: noon, tries: 4 },
    verified: { chain: 'chain', sequence: 2, at: noon, problem: damaged },
    unverified: { at: noon, text: unverified },
    newsProblem: { at: noon, text: untold },
  }));

describe('the record of a backup', () => {
  it('is never larger than 24 KB, and loses nothing that decides', () => {
    fc.assert(
      fc.property(hostileBackup, (record) => {
        const kept = fitRecord(record, backupBounds);

        expect(bytesOf(kept)).toBeLessThanOrEqual(24_000);
        expect(kept).toMatchObject({ newest: backup.newest, checkedAt: backup.checkedAt });
        expect(kept.problem).toMatchObject({ since: noon, at: noon, tries: 4 });
        expect(kept.verified).toMatchObject({ chain: 'chain', sequence: 2, at: noon });
        expect(kept.news.length + (kept.newsLost ?? 0)).toBe(record.news.length);
        expect(fitRecord(kept, backupBounds)).toEqual(kept);
      }),
      { numRuns: 50 },
    );
  });

  it('stays told of a failure when a bus takes nothing for weeks', () => {
    const made = Array.from({ length: 30 }, (_, index) => news('Backup Made', `point ${index}`));
    const failed = news('Backup Failed', 'No disk.');

    const kept = fitRecord({ ...backup, news: [failed, ...made] }, backupBounds);

    expect(kept.news).toEqual([failed, ...made.slice(11)]);
    expect(kept.newsLost).toBe(11);
  });
});

describe('the record of a branch', () => {
  it('is never larger than 8 KB, and loses nothing but what the failed build said', () => {
    const branch = {
      project: 'p'.repeat(255),
      branch: '木'.repeat(256),
      buildId: `${'p'.repeat(255)}:1`,
      status: 'FAILED' as const,
      startedAt: noon,
    };
    fc.assert(
      fc.property(hostileText(), hostileText(), (phase, command) => {
        const { diagnosis: _where, ...kept } = fitRecord(
          { ...branch, diagnosis: { phase, command, exitCode: 1 } },
          branchBounds,
        );

        expect(kept).toEqual(branch);
        expect(
          bytesOf(fitRecord({ ...branch, diagnosis: { phase, command } }, branchBounds)),
        ).toBeLessThanOrEqual(8_000);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the record of the sweep', () => {
  it('is never larger than 48 KB: what is postponed beyond that has its turn within the hour', () => {
    const postponed = Array.from({ length: 200 }, (_, index) => ({
      kind: 'project' as const,
      name: `${index}${'p'.repeat(250)}`,
      at: noon,
      since: noon,
    }));
    const dueAfter = { pk: `branch#${'p'.repeat(255)}`, sk: '木'.repeat(256), dueAt: '2026' };

    const kept = fitRecord({ lookedUntil: { project: noon }, postponed, dueAfter }, sweepBounds);

    expect(bytesOf(kept)).toBeLessThanOrEqual(48_000);
    expect(kept.postponed).toEqual(postponed.slice(0, 99));
    expect(kept).toMatchObject({ lookedUntil: { project: noon }, dueAfter });
  });
});
