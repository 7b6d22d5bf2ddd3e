import { AwsError } from '../../kernel/errors.ts';
import type { Ids } from '../../kernel/ids.ts';

/** How a password is made; the names are those of GetRandomPassword and GenerateSecretString. */
export interface PasswordRules {
  readonly PasswordLength?: number | string;
  readonly ExcludeCharacters?: string;
  readonly ExcludeNumbers?: boolean | string;
  readonly ExcludePunctuation?: boolean | string;
  readonly ExcludeUppercase?: boolean | string;
  readonly ExcludeLowercase?: boolean | string;
  readonly IncludeSpace?: boolean | string;
  readonly RequireEachIncludedType?: boolean | string;
}

/** The kinds of characters (Secrets Manager API reference, GetRandomPassword). */
const kinds = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/** A password of 32 characters with each kind in it, unless the rules say otherwise. Declines rules that leave none. */
export function randomPassword(ids: Ids, rules: PasswordRules): string {
  const alphabets = alphabetsOf(rules);
  const all = alphabets.join('');
  const length = Number(rules.PasswordLength ?? 32);
  const required = isOn(rules.RequireEachIncludedType, true) ? alphabets : [];
  if (all === '' || !Number.isInteger(length) || length < 1 || length > 4096)
    throw invalidRules(
      'A password needs a length from 1 to 4096 and at least one kind of character that is not excluded.',
    );
  if (required.length > length)
    throw invalidRules(`The password length ${length} is too short for one character of each included type.`);
  const pick = (alphabet: string) => alphabet.charAt(Math.floor(ids.random() * alphabet.length));
  return shuffled(
    Array.from({ length }, (_, index) => pick(required[index] ?? all)),
    ids,
  ).join('');
}

function invalidRules(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

function shuffled(characters: readonly string[], ids: Ids): string[] {
  const left = [...characters];
  const drawn: string[] = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(ids.random() * left.length), 1));
  return drawn;
}

function alphabetsOf(rules: PasswordRules): string[] {
  const alphabets = [
    isOn(rules.ExcludeLowercase) ? '' : kinds.lower,
    isOn(rules.ExcludeUppercase) ? '' : kinds.upper,
    isOn(rules.ExcludeNumbers) ? '' : kinds.numbers,
    isOn(rules.ExcludePunctuation) ? '' : kinds.punctuation,
    isOn(rules.IncludeSpace) ? ' ' : '',
  ];
  const excluded = rules.ExcludeCharacters ?? '';
  return alphabets
    .map((alphabet) => [...alphabet].filter((character) => !excluded.includes(character)).join(''))
    .filter((alphabet) => alphabet !== '');
}

/** Templates may give booleans as text. */
function isOn(value: boolean | string | undefined, usual = false): boolean {
  return value === undefined ? usual : String(value) === 'true';
}
