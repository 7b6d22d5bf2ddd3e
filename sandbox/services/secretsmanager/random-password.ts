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
  const length = Number(rules.PasswordLength ?? 32);
  const all = alphabets.join('');
  if (all === '' || !Number.isInteger(length) || length < 1 || length > 4096)
    throw new AwsError(
      'InvalidParameterException',
      'A password needs a length from 1 to 4096 and at least one kind of character that is not excluded.',
    );
  const pick = (alphabet: string) => alphabet.charAt(Math.floor(ids.random() * alphabet.length));
  const required = isOn(rules.RequireEachIncludedType, true) ? alphabets : [];
  if (required.length > length)
    throw new AwsError(
      'InvalidParameterException',
      `The password length ${length} is too short for one character of each included type.`,
    );
  const characters = Array.from({ length }, (_, index) => pick(required[index] ?? all));
  for (let index = characters.length - 1; index > 0; index--) {
    const other = Math.floor(ids.random() * (index + 1));
    const moved = characters[index] ?? '';
    characters[index] = characters[other] ?? '';
    characters[other] = moved;
  }
  return characters.join('');
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
