const small = 'abcdefghijklmnopqrstuvwxyz';
const capitals = small.toUpperCase();
const digits = '0123456789';

/** What a place in a template is filled with: `<w36>` with 36 letters and digits. */
const alphabets: Readonly<Record<string, string>> = {
  w: capitals + small + digits,
  h: `${digits}abcdef`,
  l: small + digits,
  u: capitals + digits,
  s: `${capitals}${small}${digits}_-`,
  b: `${capitals}${small}${digits}+/`,
  v: `${capitals}234567`,
  d: digits,
  c: small,
  p: `${capitals}${small}${digits}!%^*()_+=.~`,
};

const place = /<(?<alphabet>[whlusbvdcp])(?<length>\d{1,3})>/g;

/**
 * Text of a template, the same for the same seed. A secret is put together here and stands in no file: a file with
 * one would be refused by whoever looks for leaks.
 */
export function fill(template: string, seed = 1): string {
  const next = numbers(seed + template.length);
  return template.replaceAll(place, (...found) => {
    const { alphabet = '', length = '' } = found.at(-1) as Record<string, string>;
    return characters(alphabets[alphabet] ?? '', Number(length), next);
  });
}

/** Its beginning, with so little in the first place that no secret is left. */
export function cutShort(template: string): string {
  const [{ 0: found, index, groups }] = [...template.matchAll(place)] as [RegExpExecArray];
  const { alphabet = '', length = '' } = groups ?? {};
  const most = Math.min(3, Number(length));
  return found === '' ? template : fill(`${template.slice(0, index)}<${alphabet}${most}>`);
}

/** At least one of the small letters, capitals and digits that there are, as a secret of some length has. */
function characters(alphabet: string, length: number, next: () => number): string {
  const kinds = [/[0-9]/, /[a-z]/, /[A-Z]/].filter((kind) => kind.test(alphabet));
  for (;;) {
    const text = Array.from({ length }, () => alphabet[next() % alphabet.length]).join('');
    if (length < 8 || kinds.every((kind) => kind.test(text))) return text;
  }
}

/** Marsaglia's xorshift: numbers without a pattern, and without chance. */
function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
