import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packRefs, unpackRefs } from '../../../shared/store/replica-refs.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest();
const oidOf = (name: string) => hashOf(name).toString('hex').slice(0, 40);
/** A name of so many bytes that does not compress. */
function longName(index: number, bytes: number): string {
  let name = `refs/tags/${index}-`;
  while (name.length < bytes) name += hashOf(name).toString('base64url');
  return name.slice(0, bytes);
}
const knownOf = (names: readonly string[]) => ({
  refs: Object.fromEntries(names.map((name) => [name, oidOf(name)])),
  missingSince: { 'refs/heads/gone': 5 },
});

describe('what is known of refs', () => {
  it('is in pieces of at most 64 KB, though the names have 1,100 bytes each and do not compress', () => {
    const known = knownOf(Array.from({ length: 1_000 }, (_, index) => longName(index, 1_100)));

    const packed = packRefs(known);

    const pieces = typeof packed === 'object' ? packed.map(({ content }) => content) : [];
    expect(pieces.length).toBeGreaterThan(30);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(64_000);
    expect(unpackRefs(pieces)).toEqual(known);
  });

  it('is divided once more where somebody chose names that come together in one piece', () => {
    const names: string[] = [];
    // Together they are 5 pieces of bytes, so 8: these have all the same place.
    for (let index = 0; names.length < 120; index += 1) {
      const name = longName(index, 1_100);
      if (hashOf(name).readUInt32BE() % 8 === 3) names.push(name);
    }
    const known = knownOf(names);

    const packed = packRefs(known);

    const pieces = typeof packed === 'object' ? packed.map(({ content }) => content) : [];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(64_000);
    expect(unpackRefs(pieces)).toEqual(known);
  });

  it('is not kept when one name alone is larger than a piece', () => {
    expect(packRefs(knownOf([longName(1, 100_000)]))).toBeUndefined();
  });
});
