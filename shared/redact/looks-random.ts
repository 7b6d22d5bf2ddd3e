/** Shapes with a meaning of their own: dates, versions, sizes, UUIDs, digests, addresses, places in files. */
const meaning = new RegExp(
  [
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]*(?:Z|[+-][0-9:]*)?)?$',
    '^v?[0-9]+(?:\\.[0-9]+)+(?:[-+.][0-9A-Za-z.-]+)?$',
    '^[0-9]+(?:\\.[0-9]+)?[a-zA-Z%]{0,3}$',
    '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
    '^(?:0x)?(?:[0-9a-f]+|[0-9A-F]+)$',
    '^(?:sha(?:1|256|384|512)|md5)[-:]',
    '^[a-z][a-z0-9+.-]*:(?://|arn:)',
    '^arn:aws',
    '^[A-Za-z0-9_@./\\\\-]+\\.(?:[cm]?[jt]sx?|json|ya?ml|py|go|rs|java|kt|rb|php|cs|txt|md|sh|html|css|lock|toml|log|xml|zip|tgz|gz)(?::|$)',
  ].join('|'),
);

/**
 * Whether a text has the look of a secret without a name that says so: it is long enough, and mixes letters, digits
 * and signs as no word, version, date, path or digest does.
 */
export function looksRandom(text: string, least: number): boolean {
  if (text.length < least || meaning.test(text) || isPlain(text)) return false;
  if (!/[A-Za-z]/.test(text)) return false;
  return /[0-9]/.test(text) || isIrregular(text) || /[!@#$%^&*?+=~]/.test(text.slice(0, -1));
}

/** The same, and also names of objects and digests, which are secrets where a name says that one stands here. */
export function looksOpaque(text: string, least: number): boolean {
  return (
    looksRandom(text, least) ||
    (text.length >= 16 && /^[0-9a-fA-F-]*$/.test(text) && /[0-9]/.test(text) && !/^[0-9-]{1,18}$/.test(text))
  );
}

/** Words with signs between them and a number after each: `my-db-2`, `camelCase`, `Error:`. */
export function isPlain(text: string): boolean {
  const parts = text
    .replaceAll('?.', '.')
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '');
  return (
    parts.every((part) => /^(?:[A-Za-z]+[0-9]{0,4}|[0-9]+)$/.test(part)) &&
    !/[!$%^&*?+=~]./.test(text.replaceAll('?.', '.')) &&
    !isIrregular(text)
  );
}

/** Capitals where no word has them, humps of less than three and a half letters on average; or hardly a vowel. */
function isIrregular(text: string): boolean {
  const letters = text.replace(/[^A-Za-z]/g, '');
  const humps = letters.match(/[A-Z]+[a-z]*|[a-z]+/g)?.length ?? 0;
  const vowels = letters.match(/[aeiouy]/gi)?.length ?? 0;
  return (
    (humps >= 4 && letters.length / humps < 3.5) || (letters.length >= 10 && vowels / letters.length < 0.15)
  );
}
