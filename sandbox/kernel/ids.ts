import { randomBytes } from 'node:crypto';

/** Where every id of the sandbox comes from; the simulation gives a seeded one, so a run can be replayed. */
export interface Ids {
  /** `length` random lower-case hexadecimal digits. */
  hex(length: number): string;
  /** A version-4-shaped UUID. */
  uuid(): string;
  /** A number in [0, 1). */
  random(): number;
}

export function randomIds(): Ids {
  return idsFrom(
    (length) =>
      randomBytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
    Math.random,
  );
}

/** Ids made from any source of hexadecimal digits. */
export function idsFrom(hex: (length: number) => string, random: () => number): Ids {
  return {
    hex,
    random,
    uuid() {
      const digits = hex(30);
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(12, 15)}`,
        `a${digits.slice(15, 18)}`,
        digits.slice(18, 30),
      ].join('-');
    },
  };
}
