import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../sandbox/kernel/errors.ts';
import { compilePattern } from '../../../sandbox/kernel/event-pattern/compile-pattern.ts';

const name = fc.stringMatching(/^[a-z]{1,3}$/);
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

/** An object together with the pattern that asks for exactly its values. */
const described = fc.letrec<{ pair: { event: Record<string, unknown>; pattern: Record<string, unknown> } }>(
  (tie) => ({
    pair: fc
      .dictionary(name, fc.oneof({ maxDepth: 3 }, scalar, tie('pair')), { minKeys: 1, maxKeys: 4 })
      .map((parts) => {
        const event: Record<string, unknown> = {};
        const pattern: Record<string, unknown> = {};
        for (const [key, part] of Object.entries(parts)) {
          const nested = part as { event?: unknown; pattern?: unknown } | null;
          const isNested = typeof part === 'object' && nested !== null;
          event[key] = isNested ? nested.event : part;
          pattern[key] = isNested ? nested.pattern : [part];
        }
        return { event, pattern };
      }),
  }),
).pair;

describe('compilePattern, properties', () => {
  it('matches the event a pattern was written from, whatever else the event holds', () => {
    fc.assert(
      fc.property(described, fc.jsonValue(), ({ event, pattern }, more) => {
        expect(compilePattern(pattern).matches({ ...event, 'the rest': more })).toBe(true);
      }),
    );
  });

  it('gives one answer for a nested and for a dotted pattern', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 2, maxLength: 4 }), scalar, scalar, (path, wanted, held) => {
        const nest = (value: unknown) =>
          path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
        const event = nest(held);

        const nested = compilePattern(nest([wanted])).matches(event);

        expect(compilePattern({ [path.join('.')]: [wanted] }).matches(event)).toBe(nested);
      }),
    );
  });

  it('lets a scalar through exactly one of a list and anything but that list', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (list, value) => {
        const inside = compilePattern({ f: list }).matches({ f: value });
        const outside = compilePattern({ f: [{ 'anything-but': list }] }).matches({ f: value });

        expect(inside).not.toBe(outside);
      }),
    );
  });

  it('finds any text by a wildcard made of its pieces', () => {
    const literal = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('*', '\\*');
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), fc.string(), (pieces, filler) => {
        const wildcard = pieces
          .filter((piece) => piece !== '')
          .map(literal)
          .join('*');

        const text = pieces.filter((piece) => piece !== '').join(filler);

        expect(compilePattern({ f: [{ wildcard }] }).matches({ f: text })).toBe(true);
      }),
    );
  });

  it('either compiles or refuses any JSON as AWS does, and never throws while matching', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (pattern, event) => {
        try {
          expect(typeof compilePattern(pattern).matches(event)).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
        }
      }),
    );
  });
});
