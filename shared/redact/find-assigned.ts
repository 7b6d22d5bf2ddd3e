import { type Form, isSecret } from './is-secret.ts';
import { match, readValue, type Value, whole } from './read-value.ts';
import type { Span } from './span.ts';
import { tellingOf } from './telling.ts';
import { isOfVendor } from './vendor-values.ts';

interface Name {
  readonly from: number;
  readonly to: number;
  readonly own: string;
  /** With the words before it, as in `AWS Secret Access Key`. */
  readonly phrase: string;
}

interface Given {
  readonly form: Form;
  readonly value: Value | undefined;
  readonly isQuoted: boolean;
}

/**
 * Values next to names that tell of a secret, in every form in which shells, languages and formats give a value to a
 * name: `NAME=value`, `name: value`, `"name": "value"`, `--name value`, `<name>value</name>`, `name value`.
 */
export function findAssigned(line: string): Span[] {
  const spans: Span[] = [];
  const run = /[A-Za-z0-9_.$-]+/g;
  let before: Name | undefined;
  for (let found = run.exec(line); found !== null; found = run.exec(line)) {
    const name = /[A-Za-z]/.test(found[0]) ? nameOf(line, found, before) : undefined;
    before = name;
    if (name === undefined) continue;
    const secret = secretOf(line, name);
    if (secret === undefined) continue;
    spans.push({ from: secret.from, to: secret.to }, ...changedTo(line, secret));
    run.lastIndex = secret.to;
  }
  return spans;
}

/** Of a run without an end the last characters can be a name. */
const longestName = 100;

function nameOf(line: string, { 0: text, index }: RegExpExecArray, before: Name | undefined): Name {
  const isAfterBreak = line.charAt(index - 1) === '\\' && /^[nrt]/.test(text);
  const from = isAfterBreak ? index + 1 : index;
  const own = (isAfterBreak ? text.slice(1) : text).slice(-longestName);
  const isNext = before !== undefined && before.to === from - 1 && line.charAt(from - 1) === ' ';
  const phrase = isNext ? `${before.phrase.split(' ').slice(-3).join(' ')} ${own}` : own;
  return { from, to: index + text.length, own, phrase };
}

function secretOf(line: string, name: Name): Value | undefined {
  const given = inTag(line, name) ?? joined(line, name) ?? spaced(line, name);
  const value = given?.value;
  if (given === undefined || value === undefined) return undefined;
  const text = given.form === 'tight' ? name.own : name.phrase;
  const telling = tellingOf(text);
  const assigned = {
    line,
    name: { from: name.from, text, isQuoted: given.isQuoted },
    form: given.form,
    value,
  };
  const isFound = telling !== undefined && isSecret({ ...assigned, telling });
  return isFound || isOfVendor(text, value.text) ? whole(line, value) : undefined;
}

/** `<password>x</password>` */
function inTag(line: string, { from, to }: Name): Given | undefined {
  if (line.charAt(from - 1) !== '<' || line.charAt(to) !== '>') return undefined;
  const text = match(/[^<]{1,8000}(?=<\/)/y, line, to + 1)?.[0];
  if (text === undefined) return undefined;
  return {
    form: 'loose',
    value: { from: to + 1, to: to + 1 + text.length, text, isQuoted: true },
    isQuoted: true,
  };
}

/** `=`, `:`, `=>` and their kin, with the quote or bracket that closes the name, and a prompt's `[None]`. */
const joint =
  /\\{0,7}["'`]?\]?\??[ \t]{0,60}(?:\[[^\]\n]{0,40}\][ \t]?)?(?:[=!]==?|=>|:=|\?=|\+=|=|:(?!:)|%3[dD])[ \t]{0,8}(?:\[[ \t]{0,4}(?=["']))?/y;
const tightJoint = /^\\{0,7}["'`]?\]?(?:[+?]?=|%3[dD])$/;

function joined(line: string, { from, to }: Name): Given | undefined {
  const sign = match(joint, line, to)?.[0];
  if (sign === undefined) return undefined;
  const start = to + sign.length;
  const previous = line.charAt(from - 1);
  if (isOtherwiseJoined(sign, previous, line.charAt(start))) return undefined;
  // `--password=x`, `/p:Password=x`
  const isFlag = line.charAt(from) === '-' || previous === '/';
  const form = tightJoint.test(sign) || isFlag ? 'tight' : 'loose';
  return { form, value: readValue(line, start), isQuoted: /["'`]/.test(sign) };
}

/** In an ARN `secret:` is followed by a name, in an address by what another finder sees; in `'password:'` the text ends. */
function isOtherwiseJoined(sign: string, previous: string, next: string): boolean {
  return (
    (sign === ':' && /[:/]/.test(previous)) ||
    (next === previous && /["'`]/.test(next) && !sign.includes(next))
  );
}

/** `--token x`, `ENV TOKEN x`, `login y password z`, `the token is x` */
function spaced(line: string, { from, to, own, phrase }: Name): Given | undefined {
  // `pass` is a verb too, and in `-p$PASSWORD` the name is the value.
  if (tellingOf(phrase) === undefined || /^pass$/i.test(own) || own.lastIndexOf('$') > 0) return undefined;
  const isFlag =
    line.charAt(from) === '-' || /(?:^|\s)(?:ENV|ARG) $/.test(line.slice(Math.max(0, from - 5), from));
  const space = match(isFlag ? /["'`]?[ \t]{1,8}/y : /["'`]?[ \t]{1,8}(?:is[ \t]{1,2})?/y, line, to);
  if (space === undefined) return undefined;
  return { form: isFlag ? 'flag' : 'spaced', value: readValue(line, to + space[0].length), isQuoted: false };
}

/** Terraform shows a change as `"old" -> "new"`. */
function changedTo(line: string, { to, isQuoted }: Value): Span[] {
  const arrow = isQuoted ? match(/["'] -> /y, line, to) : undefined;
  const next = arrow && readValue(line, to + arrow[0].length);
  return next?.isQuoted ? [{ from: next.from, to: next.to }] : [];
}
