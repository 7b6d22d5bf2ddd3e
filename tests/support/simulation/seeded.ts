/** Random choices that a seed decides: the same seed and purpose give the same choices, on every machine. */
export interface Seeded {
  /** A number in [0, 1). */
  random(): number;
  chance(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<const Items extends readonly [unknown, ...unknown[]]>(items: Items): Items[number];
  /** `length` hexadecimal digits. */
  hex(length: number): string;
}

/** Choices for one purpose. Purposes do not disturb each other: one more build leaves the faults as they were. */
export function seeded(seed: number, purpose: string): Seeded {
  const next = generator(hashOf(`${seed}/${purpose}`));
  const random = () => next() / 4_294_967_296;
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    random,
    between,
    chance: (probability) => random() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    hex(length) {
      let digits = '';
      while (digits.length < length) digits += next().toString(16).padStart(8, '0');
      return digits.slice(0, length);
    },
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** The small fast generator "sfc32" of PractRand (public domain), warmed up. */
function generator(seed: number): () => number {
  let a = seed;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
