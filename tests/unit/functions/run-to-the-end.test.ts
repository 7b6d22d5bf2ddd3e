import { describe, expect, it } from 'vitest';
import { type EndPorts, runToTheEnd } from '../../../functions/replicate-repository/run-to-the-end.ts';
import { tell } from '../../../functions/replicate-repository/tell.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import type { ReplicaRecord } from '../../../shared/core/replica-record.ts';
import type { SyncOrder, SyncOutcome } from '../../../shared/core/replication.ts';
import type { Stored } from '../../../shared/core/stored.ts';
import { noon } from '../../support/builders.ts';
import { aReplica, main, observedOf, one, settings, synced, three, two } from './a-replica.ts';

const failure = { attempts: 6, since: noon, at: noon, reason: 'Runs keep dying.' };

describe('a replication that a build runs to its end', () => {
  it('uses what is remembered, and remembers what it wrote and nothing else', async () => {
    const end = anEnd([moved()]);

    const isDone = await runToTheEnd(end.ports, settings);

    expect(isDone).toBe(true);
    expect(end.orders).toEqual([
      { lastReplicated: { [main]: one }, missingSince: {}, quarantined: {}, refsPerPush: 25 },
    ]);
    expect(end.stored).toEqual({
      version: 4,
      dueAt: noon + 5,
      record: aReplica({ failure, refs: { [main]: two }, listedAt: noon }),
    });
    expect(end.printed).toEqual(['1 refs moved, 0 refused, 0 left, 0 raced.', 'Both sides are equal.']);
  });

  it('looks again when somebody else was faster, three times at the most', async () => {
    const once = anEnd([moved('raced'), moved()]);
    const always = anEnd([moved('raced'), moved('raced'), moved('raced'), moved('raced')]);

    expect(await runToTheEnd(once.ports, settings)).toBe(true);
    expect(await runToTheEnd(always.ports, settings)).toBe(false);
    expect([once.orders.length, always.orders.length]).toEqual([2, 3]);
  });

  it('looks again when somebody else was faster with one ref of several', async () => {
    const outcome = moved();
    const tag = { ref: 'refs/tags/v1', new: two, kind: 'update', status: 'raced' } as const;
    const part = anEnd([{ ...outcome, results: [...outcome.results, tag] }, moved()]);

    expect(await runToTheEnd(part.ports, settings)).toBe(true);
    expect(part.orders.length).toBe(2);
  });

  it('is not done when time ran out', async () => {
    const end = anEnd([moved('left'), moved()]);

    expect(await runToTheEnd(end.ports, settings)).toBe(false);
    expect(end.orders.length).toBe(1);
  });

  it('is done when a ref was refused, which the function finds and tells', async () => {
    const end = anEnd([{ ...moved('refused', 'too large'), digests: { source: 'a', replica: 'b' } }]);

    expect(await runToTheEnd(end.ports, settings)).toBe(true);
    expect(end.stored.record.troubles).toEqual({});
    expect(end.printed).toEqual([
      'refs/heads/main refused: too large',
      '0 refs moved, 1 refused, 0 left, 0 raced.',
      'The sides differ: source a, replica b.',
    ]);
  });

  it('remembers the foreign writes that it replaced, so that the function tells of them', async () => {
    const replaced = { ref: main, found: three, treatment: 'overwritten' } as const;
    const end = anEnd([{ ...moved(), foreign: [replaced] }]);

    await runToTheEnd(end.ports, settings);

    const { events } = tell(observedOf(end.stored.record), end.stored.record, noon);
    expect(end.stored.record.replaced).toEqual([replaced]);
    expect(events.find(({ detailType }) => detailType === 'Replica Diverged')?.detail).toMatchObject(
      replaced,
    );
  });

  it('waits for a run that is at work on the record', async () => {
    const end = anEnd([moved()]);
    end.stored = { ...end.stored, work: { run: 'other', since: noon } };
    end.duringPause = () => {
      const { work: _over, ...stored } = end.stored;
      end.stored = stored;
    };

    await runToTheEnd(end.ports, settings);

    expect([end.pauses, end.stored.record.refs]).toEqual([1, { [main]: two }]);
  });

  it('does not make a replica that is missing', async () => {
    const end = anEnd(['replica-missing']);

    expect(await runToTheEnd(end.ports, settings)).toBe(false);
    expect(end.printed).toEqual(['ledger does not exist in eu-west-2; the function creates it.']);
  });
});

function moved(status: SyncOutcome['results'][number]['status'] = 'done', reason?: string): SyncOutcome {
  const isDone = status === 'done';
  const {
    kind: _kind,
    at: _at,
    ...outcome
  } = synced({
    source: { [main]: two },
    replica: { [main]: isDone ? two : one },
    results: [{ ref: main, new: two, kind: 'update', status, ...(reason !== undefined && { reason }) }],
  });
  return outcome;
}

/** A build whose looks at both sides give these outcomes, one after the other. */
function anEnd(outcomes: (SyncOutcome | 'replica-missing')[]) {
  const end = {
    stored: { version: 3, dueAt: noon + 5, record: aReplica({ failure }) } as Stored<ReplicaRecord>,
    orders: [] as SyncOrder[],
    printed: [] as string[],
    pauses: 0,
    duringPause() {},
  };
  const ports: EndPorts = {
    records: {
      load: async () => end.stored,
      async save(_key, next, expected) {
        if (expected !== end.stored.version)
          throw new ControllerError('version-conflict', 'Changed meanwhile.');
        end.stored = next;
      },
    },
    replica: {
      async sync(order) {
        end.orders.push(order);
        return outcomes.shift() ?? moved();
      },
    },
    clock: { now: () => noon },
    async pause() {
      end.pauses += 1;
      end.duringPause();
    },
    print: (line) => end.printed.push(line),
  };
  return Object.assign(end, { ports });
}
