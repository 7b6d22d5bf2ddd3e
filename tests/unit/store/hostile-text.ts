import fc from 'fast-check';

const worst = ['🦀', '\u0001', '"', '\\', '\ud800', '\u2028', '￿', 'ü', '\u001b[31m', '<b>', 'x'];

/** Texts as somebody would write them who wants a record to grow: of much, of little, and of what takes most room. */
export function hostileText(most = 3_000): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ maxLength: 40 }),
    fc
      .tuple(fc.constantFrom(...worst), fc.integer({ min: 0, max: most }))
      .map(([one, times]) => one.repeat(times)),
  );
}

export function hostileTexts(most: number, length?: number): fc.Arbitrary<string[]> {
  return fc.array(hostileText(length), { maxLength: most });
}
