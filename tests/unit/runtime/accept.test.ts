import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { accept } from '../../../shared/runtime/accept.ts';

const Push = z
  .object({ source: z.literal('git'), kind: z.literal('push'), detail: z.object({ branch: z.string() }) })
  .transform(({ detail }) => ({ branch: detail.branch }));
const Timer = z
  .object({ source: z.literal('clock'), kind: z.literal('tick'), at: z.number() })
  .transform(() => ({ ignored: 'It is not time.' }));
const Own = z.object({ ours: z.literal('due'), branch: z.string() }).transform(({ branch }) => ({ branch }));
const Event = z.union([Push, Timer, Own]);

describe('accept', () => {
  it('gives the request that an event means', () => {
    expect(accept(Event, { source: 'git', kind: 'push', detail: { branch: 'main' }, more: 1 })).toEqual({
      kind: 'request',
      request: { branch: 'main' },
    });
  });

  it('gives the reason why there is nothing to do for one that fits', () => {
    expect(accept(Event, { source: 'clock', kind: 'tick', at: 1 })).toEqual({
      kind: 'ignored',
      reason: 'It is not time.',
    });
  });

  it.each([
    [
      'names the field of the kind that was meant',
      { source: 'git', kind: 'push', detail: { branch: 5 } },
      'detail.branch: Invalid input: expected string, received number',
    ],
    [
      'names the field of the kind that was meant, also when another kind has fewer faults',
      { ours: 'due' },
      'branch: Invalid input: expected string, received undefined',
    ],
    [
      'names the word that differs when the others fit',
      { source: 'git', kind: 'pull', detail: {} },
      'kind: Invalid input: expected "push"',
    ],
    [
      'names all words that would have done when none fits',
      { source: 'mail', kind: 'letter' },
      'source: Invalid input: expected "git" or "clock"; kind: Invalid input: expected "push" or "tick"',
    ],
    [
      'says so of an event that has none of the words',
      { hello: 'world' },
      'the event is of no kind that is taken here',
    ],
    ['says so of what is no object', 'text', 'the event: Invalid input: expected object, received string'],
    ['says so of nothing', undefined, 'the event: Invalid input: expected object, received undefined'],
  ])('%s', (_, event, reason) => {
    expect(accept(Event, event)).toEqual({ kind: 'refused', reason });
  });
});
