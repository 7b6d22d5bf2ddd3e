import { describe, expect, it } from 'vitest';
import { remember } from '../../../../functions/sweep/remember.ts';
import { ControllerError } from '../../../../shared/core/error.ts';
import type { SweepRecord, Thing } from '../../../../shared/core/sweep-record.ts';
import { hour, minute } from '../../../../shared/core/time.ts';
import { noon } from '../../../support/builders.ts';
import { lookAt, looked, observedWith } from './observed-with.ts';

const error = new ControllerError('throttled', 'Rate exceeded.');
const record: SweepRecord = {
  lookedUntil: { repository: noon - minute, backup: noon - hour },
  postponed: [],
};
const stored = { record, version: 7 };
const things: Thing[] = [
  { kind: 'repository', name: 'a' },
  { kind: 'repository', name: 'b' },
];
const unattended = { unattended: [] };

describe('what the sweep leaves to its next run', () => {
  it('is the same when nothing had its turn, so that nothing is written', () => {
    expect(remember(observedWith({ stored, things }), [])).toEqual(record);
  });

  it('is that all turns until now were taken', () => {
    const repository = { found: [looked('repository', 'a', unattended)], failed: [], rest: [] };

    expect(remember(observedWith({ stored, things, looks: { repository } }), [])).toEqual({
      lookedUntil: { repository: noon, backup: noon - hour },
      postponed: [],
    });
  });

  it('is the turn of the first that it did not get round to', () => {
    const rest = [lookAt('repository', 'b', noon - 20_000), lookAt('repository', 'c', noon - 10_000)];
    const repository = { found: [looked('repository', 'a', unattended)], failed: [], rest };

    const { lookedUntil } = remember(observedWith({ stored, things, looks: { repository } }), []);

    expect(lookedUntil.repository).toBe(noon - 20_001);
  });

  it('is what could not be read, for five minutes later, with when it was last looked at', () => {
    const repository = { found: [], failed: [{ look: lookAt('repository', 'a'), error }], rest: [] };

    expect(remember(observedWith({ stored, things, looks: { repository } }), [])).toEqual({
      lookedUntil: { repository: noon, backup: noon - hour },
      postponed: [{ kind: 'repository', name: 'a', at: noon + 5 * minute, since: noon - hour }],
    });
  });

  it('is what nobody could be woken for', () => {
    const repository = {
      found: [looked('repository', 'a', { unattended: ['41'] }), looked('repository', 'b', unattended)],
      failed: [],
      rest: [],
    };

    const { postponed } = remember(observedWith({ stored, things, looks: { repository } }), [
      { kind: 'repository', name: 'a' },
    ]);

    expect(postponed).toEqual([{ kind: 'repository', name: 'a', at: noon + 5 * minute, since: noon - hour }]);
  });

  const waiting = (name: string) => ({ kind: 'repository' as const, name, at: noon, since: noon - 2 * hour });

  it('is no longer what could be read meanwhile, or has left the configuration', () => {
    const repository = { found: [looked('repository', 'a', unattended)], failed: [], rest: [] };
    const postponed = ['a', 'b', 'gone'].map(waiting);

    const next = remember(
      observedWith({
        stored: { version: 7, record: { ...record, postponed } },
        things,
        looks: { repository },
      }),
      [],
    );

    expect(next.postponed).toEqual([waiting('b')]);
  });

  it('is what was postponed, also when the names could not be listed this time', () => {
    const postponed = [waiting('a')];

    const next = remember(
      observedWith({ stored: { version: 7, record: { ...record, postponed } }, unlisted: error }),
      [],
    );

    expect(next).toEqual({ ...record, postponed });
  });

  it('stays small whatever fails: a hundred are tried again early, the others have their turn within the hour', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ kind: 'repository' as const, name: `r-${at}` }));
    const failed = many.map((thing) => ({ look: { thing, turn: noon, since: noon - hour }, error }));

    const next = remember(
      observedWith({ stored, things: many, looks: { repository: { found: [], failed, rest: [] } } }),
      [],
    );

    expect(next.postponed).toHaveLength(100);
    expect(next.lookedUntil.repository).toBe(noon);
  });

  it('is where waking broke off, until there is no more', () => {
    const more = { pk: 'pull-request#9', sk: 'state', dueAt: '2026-03-02T11:59:00.000Z' };
    const before = { version: 7, record: { ...record, dueAfter: more } };

    expect(remember(observedWith({ stored, due: { keys: [], more } }), []).dueAfter).toEqual(more);
    expect(remember(observedWith({ stored: before }), []).dueAfter).toBeUndefined();
  });
});
