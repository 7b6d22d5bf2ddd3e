import { describe, expect, it } from 'vitest';
import { measureEvent } from '../../../shared/runtime/measure-event.ts';

const event = { source: 'aws.codecommit', time: '2026-11-23T12:00:00Z' };
const now = Date.parse('2026-11-23T12:00:02.500Z');

describe('measureEvent', () => {
  it('counts what was decided and, when something was done, how much and how long after the event', () => {
    const handled = { decision: 'done', reason: 'why', effects: ['start-build', 'post-comment'] } as const;

    expect(measureEvent(event, handled, now)).toEqual({
      EventsDone: { value: 1, unit: 'Count' },
      Effects: { value: 2, unit: 'Count' },
      EventToEffectSeconds: { value: 2.5, unit: 'Seconds' },
    });
  });

  it.each([
    ['done', 'EventsDone'],
    ['ignored', 'EventsIgnored'],
    ['refused', 'EventsRefused'],
  ] as const)('counts an event that was %s and led to nothing by one value alone', (decision, name) => {
    expect(measureEvent(event, { decision, reason: 'why', effects: [] }, now)).toEqual({
      [name]: { value: 1, unit: 'Count' },
    });
  });

  it.each([
    ['what the sweep wakes', { pullRequestId: '7' }],
    ['an event whose time is none', { time: 'noon' }],
    ['what is no event', undefined],
  ])('tells no time for %s', (_, woken) => {
    const handled = { decision: 'done', reason: 'why', effects: ['start-build'] } as const;

    expect(Object.keys(measureEvent(woken, handled, now))).toEqual(['EventsDone', 'Effects']);
  });

  it('never tells a negative time, for an event has a whole second and clocks differ', () => {
    const handled = { decision: 'done', reason: 'why', effects: ['start-build'] } as const;

    expect(measureEvent(event, handled, now - 10_000)).toMatchObject({ EventToEffectSeconds: { value: 0 } });
  });
});
