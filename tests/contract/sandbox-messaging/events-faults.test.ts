import { beforeEach, describe, expect, it } from 'vitest';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import { eventWorld } from './event-world.ts';

let here: ReturnType<typeof eventWorld>;

beforeEach(() => {
  here = eventWorld();
});

describe('EventBridge, faults', () => {
  const ids = async () =>
    (await here.received('work')).map(({ body }) => (body['detail'] as { commitId: string }).commitId);

  beforeEach(async () => {
    await here.aQueue('work');
    await here.aRule();
  });

  it('drops an event and says so', async () => {
    addFault(here.world, { service: 'events', kind: 'drop-event', times: 1 });

    here.aPush('one');
    here.aPush('two');
    await here.clock.advance(0);

    expect(await ids()).toEqual(['two']);
    expect(here.outcomes()).toEqual([
      [{ outcome: 'delivered', attempts: 1, error: undefined }],
      [{ outcome: 'lost', attempts: 0, error: 'Dropped by the fault "drop-event"' }],
    ]);
  });

  it('delivers an event twice with the same id', async () => {
    addFault(here.world, { service: 'events', kind: 'duplicate-event', times: 1 });

    const id = here.aPush();
    await here.clock.advance(0);

    expect((await here.received('work')).map(({ body }) => body['id'])).toEqual([id, id]);
  });

  it('delays an event so that a later one overtakes it', async () => {
    addFault(here.world, { service: 'events', kind: 'delay-event', times: 1, delayMs: 60_000 });

    here.aPush('one');
    here.aPush('two');
    await here.clock.advance(59_999);
    expect(await ids()).toEqual(['two']);
    await here.clock.advance(1);

    expect(await ids()).toContain('one');
  });

  it('reorders events within the delay', async () => {
    addFault(here.world, { service: 'events', kind: 'reorder-events', delayMs: 10_000 });
    const sent = Array.from({ length: 10 }, (_, index) => `commit-${index}`);

    for (const commitId of sent) here.aPush(commitId);
    await here.clock.advance(10_000);

    expect((await ids()).toSorted()).toEqual(sent);
  });
});
