import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../bench/exit-code.ts';

const resultWith = (...holds: readonly (boolean | undefined)[]) => ({
  name: 'calls',
  about: 'Calls.',
  rows: holds.map((one) => ({ what: 'an event', ours: '3', ...(one !== undefined && { holds: one }) })),
});

describe('the exit code', () => {
  it('is 0 when every budget holds', () => {
    expect(exitCodeOf([resultWith(true, true), resultWith(true)])).toBe(0);
  });

  it('is 1 when one budget in any table is missed', () => {
    expect(exitCodeOf([resultWith(true), resultWith(true, false)])).toBe(1);
  });

  it('does not count rows that have no budget', () => {
    expect(exitCodeOf([resultWith(undefined, undefined)])).toBe(0);
  });
});
