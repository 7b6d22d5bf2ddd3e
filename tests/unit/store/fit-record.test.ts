import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, cutEntries, cutList, cutToBytes, fitRecord } from '../../../shared/store/fit-record.ts';
import { hostileText, hostileTexts } from './hostile-text.ts';

describe('a text that is cut', () => {
  it.each([
    { what: 'stays when it fits', text: 'häfen', bytes: 6, cut: 'häfen' },
    { what: 'ends with … when it does not', text: 'harbours', bytes: 7, cut: 'harb…' },
    { what: 'loses a character of several bytes as a whole', text: 'ab🦀🦀', bytes: 9, cut: 'ab🦀…' },
    { what: 'keeps no half of one', text: 'ab🦀🦀', bytes: 8, cut: 'ab…' },
  ])('$what', ({ text, bytes, cut }) => {
    expect(cutToBytes(text, bytes)).toBe(cut);
  });

  it('has at most so many bytes whatever it was, and stays as it is from then on', () => {
    fc.assert(
      fc.property(hostileText(), fc.integer({ min: 3, max: 2_000 }), (text, bytes) => {
        const cut = cutToBytes(text, bytes);

        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
        expect(cutToBytes(cut, bytes)).toBe(cut);
      }),
    );
  });
});

describe('a list that is cut', () => {
  it('keeps the first that fit, and not more than so many', () => {
    expect(cutList(['aa', 'bb', 'cc'], { most: 2, bytes: 100 })).toEqual(['aa', 'bb']);
    // [ and ], and each with two quotes and a comma.
    expect(cutList(['aa', 'bb', 'cc'], { most: 9, bytes: 12 })).toEqual(['aa', 'bb']);
    expect(cutEntries({ a: 1, b: 2, c: 3 }, { most: 2, bytes: 100 })).toEqual({ a: 1, b: 2 });
  });

  it('is never larger than so many bytes of JSON', () => {
    fc.assert(
      fc.property(hostileTexts(20), fc.integer({ min: 2, max: 5_000 }), (texts, bytes) => {
        const cut = cutList(texts, { most: 10, bytes });

        expect(bytesOf(cut)).toBeLessThanOrEqual(bytes);
        expect(cutList(cut, { most: 10, bytes })).toBe(cut);
      }),
    );
  });
});

describe('a record that is fitted', () => {
  const steps: string[] = [];
  const bounds = {
    bytes: 30,
    cut: (record: { a: string; b: string }) => ({ ...record, a: cutToBytes(record.a, 20) }),
    giveUp: [
      (record: { a: string; b: string }) => {
        steps.push('b');
        return { ...record, b: '' };
      },
      (record: { a: string; b: string }) => {
        steps.push('a');
        return { ...record, a: '' };
      },
    ],
  };

  it.each([
    { what: 'stays as it is while it fits', a: 'x', b: 'y', kept: { a: 'x', b: 'y' }, given: [] },
    {
      what: 'gives up what is missed least, and then no more',
      a: 'x'.repeat(9),
      b: 'y'.repeat(9),
      kept: { a: 'x'.repeat(9), b: '' },
      given: ['b'],
    },
    {
      what: 'gives up the next when that was not enough',
      a: 'x'.repeat(99),
      b: 'y',
      kept: { a: '', b: '' },
      given: ['b', 'a'],
    },
  ])('$what', ({ a, b, kept, given }) => {
    steps.length = 0;

    expect(fitRecord({ a, b }, bounds)).toEqual(kept);
    expect(steps).toEqual(given);
  });
});
