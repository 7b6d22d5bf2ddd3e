import { describe, expect, it } from 'vitest';
import { forget } from '../../../functions/validate-pull-request/forget.ts';
import type { CheckState } from '../../../shared/core/pull-request-record.ts';
import {
  aCheckState,
  aReason,
  aRecord,
  head,
  hour,
  minute,
  noon,
  olderCommit,
} from '../../support/builders.ts';

const rules = { builds: { unit: { project: 'harbor-ledger-ci' } } };
const later = noon + hour;

describe('what is forgotten of a pull request', () => {
  const commit = (index: number) => String(index).padStart(40, '0');
  const ended = { unit: aCheckState({ status: 'SUCCEEDED' }) };

  it('is all but the five newest commits', () => {
    const commits = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((index) => [`c${commit(index)}`, ended]));

    const kept = Object.keys(forget(aRecord({ head: `c${commit(7)}`, commits }), rules, later).commits);

    expect(kept).toEqual([3, 4, 5, 6, 7].map((index) => `c${commit(index)}`));
  });

  it('is neither the tip nor what still runs, however old', () => {
    const commits = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((index) => [
        `c${commit(index)}`,
        index === 2 ? { unit: aCheckState() } : ended,
      ]),
    );

    const kept = Object.keys(forget(aRecord({ head: `c${commit(1)}`, commits }), rules, later).commits);

    expect(kept).toEqual([1, 2, 3, 4, 5, 6, 7].map((index) => `c${commit(index)}`));
  });

  const failed = aCheckState({ status: 'FAILED', endedAt: noon + minute, reason: aReason() });

  it('is what a log said at another commit than the tip, where it is read again should the branch go back', () => {
    const record = aRecord({ commits: { [olderCommit]: { unit: failed }, [head]: { unit: failed } } });

    const { commits } = forget(record, rules, later);

    const { reason: _told, ...rest } = failed;
    expect(commits).toEqual({
      [olderCommit]: { unit: { ...rest, logPending: true } },
      [head]: { unit: failed },
    });
  });

  it.each<{ what: string; state: CheckState; now?: number; isKept: boolean }>([
    { what: 'that has ended', state: failed, isKept: false },
    { what: 'whose build runs, and is to be stopped', state: aCheckState(), isKept: true },
    {
      what: 'that a dead run may have started',
      state: aCheckState({ status: 'NOT_STARTED', doubtedSince: noon }),
      isKept: true,
    },
    { what: 'whose token CodeBuild still knows', state: failed, now: noon + 9 * minute, isKept: true },
  ])('a check that is configured no more, $what', ({ state, now = later, isKept }) => {
    const record = aRecord({ commits: { [head]: { unit: failed, lint: state } } });

    const kept = forget(record, rules, now).commits[head];

    expect(kept).toEqual(isKept ? { unit: failed, lint: state } : { unit: failed });
  });

  it('is who claims to answer a check that is configured no more', () => {
    const stranger = {
      buildId: 'ci:9',
      buildArn: 'arn:9',
      project: 'ci',
      startedAt: noon,
      by: 'ada',
      why: 'it does not run what the project is configured to run',
    };

    const { strangers } = forget(aRecord({ strangers: { unit: stranger, lint: stranger } }), rules, later);

    expect(strangers).toEqual({ unit: stranger });
  });
});
