import type { CharacterTest } from './syntax.ts';

/** Of `i`, `m` and `s` those that hold. */
export type Flags = string;

/**
 * The test for one token that stands for one character, such as `a`, `\d` or `[^"]`: the machine's own expression, which
 * has no choice to make on a single character.
 */
export function characterTest(token: string, flags: Flags): CharacterTest {
  const isOne = new RegExp(`^(?:${token})$`, `u${flags.replace('m', '')}`);
  return remembering((character) => isOne.test(character));
}

const ascii = 128;

/** The same test, which remembers its answers for ASCII. */
export function remembering(test: CharacterTest): CharacterTest {
  const known = new Int8Array(ascii);
  return (character) => {
    const code = character.length === 1 ? character.charCodeAt(0) : ascii;
    if (code >= ascii) return test(character);
    if (known[code] === 0) known[code] = test(character) ? 1 : -1;
    return known[code] === 1;
  };
}
