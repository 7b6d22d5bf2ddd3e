import { looksOpaque, looksRandom } from './looks-random.ts';
import { isCode, isJoint, isOrdinary, isSentence, isVerdict } from './ordinary.ts';
import type { Value } from './read-value.ts';
import { type Telling, tellingOf, wordsOf } from './telling.ts';

/** How a value is given to its name: `name=value`, `name: value`, `--name value`, `name value`. */
export type Form = 'tight' | 'loose' | 'flag' | 'spaced';

/** A value next to a name that tells something of it. */
export interface Assigned {
  readonly line: string;
  readonly name: { readonly from: number; readonly text: string; readonly isQuoted: boolean };
  readonly telling: Telling;
  readonly form: Form;
  readonly value: Value;
}

/**
 * Whether a value that stands next to a telling name is a secret. The surer the name and the closer the form, the
 * less the value has to look like one; a mask, a reference, a type and a sentence are none in any.
 */
export function isSecret(assigned: Assigned): boolean {
  const { telling, form, value } = assigned;
  if (isNone(assigned)) return false;
  if (telling === 'hint') return isHinted(assigned);
  if (form === 'flag') return !value.text.startsWith('-') && !isJoint(value.text) && !isExplained(value);
  if (form === 'spaced') return isSpacedSecret(assigned);
  if (looksOpaque(value.text, 8)) return true;
  return telling === 'password' ? isPassword(assigned) : isToken(assigned);
}

/** What looks like a secret, or is a user and a password: `BASIC_AUTH=ci:secret`. */
function isHinted(assigned: Assigned): boolean {
  const { name, form, value } = assigned;
  if (form === 'spaced') return false;
  const isPair = /auth$/i.test(name.text) && /^[\w.-]{1,40}:(?!\d+$)[^/\s]{6,}$/.test(value.text);
  return (isPair && isSetting(assigned)) || looksRandom(withoutDigests(value.text), 16);
}

/** A key of a cache has digests in it: `Linux-npm-3f2a…`. */
function withoutDigests(text: string): string {
  return text.replace(/(?<=^|[-_/:])[0-9a-f]{32,400}(?=[-_/:]|$)/g, '');
}

/** What is no secret next to any name: a mask, a reference, a type, a sentence, the name itself, code. */
function isNone(assigned: Assigned): boolean {
  const { form, value } = assigned;
  if (isOrdinary(value.text) || saysItsName(assigned)) return true;
  if (value.isQuoted) return form !== 'flag' && isSentence(value.text);
  return !isSetting(assigned) && (isCode(value.text) || isAnotherName(value));
}

/** `login y password z`, `IDENTIFIED BY 'x'`, `the password hunter22x`. */
function isSpacedSecret({ line, name, telling, value }: Assigned): boolean {
  // Another option or field.
  if (/^(?:-[A-Za-z-]|[A-Za-z_][A-Za-z_.-]{0,40}=[^=])/.test(value.text)) return false;
  if (looksOpaque(value.text, 8)) return true;
  if (telling !== 'password') return false;
  if (value.isQuoted)
    return (
      /^by$/i.test(name.text.slice(-2)) || /\b(?:with|user|role|alter|set)\b/i.test(line.slice(0, name.from))
    );
  const before = line.slice(Math.max(0, name.from - 200), name.from);
  return /\b(?:login|machine)\s+\S+\s+$/.test(before) || isAlone(line, name, value);
}

function isPassword(assigned: Assigned): boolean {
  const { line, name, form, value } = assigned;
  // A test runner's count.
  if (name.text === 'pass' && /^[0-9]{1,6}$/.test(value.text)) return false;
  if (isSetting(assigned)) return true;
  if (isVerdict(value.text)) return false;
  if (value.isQuoted || form === 'tight') return true;
  return isAlone(line, name, value);
}

function isToken(assigned: Assigned): boolean {
  const { name, form, value } = assigned;
  if (isSetting(assigned)) return value.text.length >= 3;
  if (isVerdict(value.text)) return false;
  if (value.isQuoted) return name.isQuoted && value.text.length >= 6;
  return form === 'tight' && /^[A-Za-z]{16,}$/.test(value.text);
}

/** `NAME=value` as a shell has it, or `--name=value`. */
function isSetting({ form, name }: Assigned): boolean {
  return (
    form === 'flag' ||
    (form === 'tight' &&
      /(?:^|[^A-Za-z0-9])[A-Z][A-Z0-9_]*$|^-{1,2}[A-Za-z]|(?:^|\s)-{1,2}[\w.-]+$/.test(name.text))
  );
}

/** `PASSWORD: "Password"`: a list of kinds. */
function saysItsName({ name, value }: Assigned): boolean {
  const [own, said] = [name.text.replace(/^.* /, ''), value.text].map((text) =>
    text.toLowerCase().replace(/[^a-z0-9]/g, ''),
  );
  return own === said;
}

/** A word of help text, or a name, instead of a value: `--token TOKEN`, `config set --secret dbPassword x`. */
function isExplained(value: Value): boolean {
  const isWord = /^[A-Z_]+$/.test(value.text) || wordsOf(value.text).length > 1;
  return value.text.length === 1 || (isWord && isAnotherName(value));
}

/** `password=db_password`: code that hands a variable on. */
function isAnotherName({ text, isQuoted }: Value): boolean {
  const isName = /^[A-Za-z_$][A-Za-z0-9_.?$]*$/.test(text) && !hasDigitsInside(text);
  return !isQuoted && isName && tellingOf(text) !== undefined;
}

/** As passwords have them, `SasAAA3AAAA`; of names only few do, and hiding one of these does no harm. */
function hasDigitsInside(text: string): boolean {
  return /[A-Za-z][0-9]+[A-Za-z]/.test(text);
}

/** Whether the line is this name and this value and nothing else, as a line of YAML or of a settings file is. */
function isAlone(line: string, name: Assigned['name'], value: Value): boolean {
  const before = line.slice(Math.max(0, name.from - 200), name.from);
  const after = line.slice(value.to, value.to + 200);
  return (
    /^[\s+>|-]{0,40}(?:export\s|set\s)?$/.test(before) &&
    /^\s*(?:[,;]|\s#.*)?\s*$/.test(after) &&
    !isVerdict(value.text)
  );
}
