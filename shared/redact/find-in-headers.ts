import { looksOpaque } from './looks-random.ts';
import { isCode, isJoint, isOrdinary } from './ordinary.ts';
import { match } from './read-value.ts';
import type { Span } from './span.ts';

const header =
  /\b(?:(?<credentials>(?:proxy-)?authorization)|(?<cookies>(?:set-)?cookie)|(?<bearer>bearer))\\{0,7}["']?\]?(?:\s{0,4}(?::|=(?![=>]))\s{0,4}|(?<=bearer["']?)\s{1,4})\\{0,7}["']?/gi;

/** Schemes of the Authorization header (https://www.iana.org/assignments/http-authschemes), and those of services. */
const scheme =
  /(?:digest|hawk|oauth|aws4-hmac-sha256|signature|basic|bearer|token|negotiate|ntlm|apikey|key|splunk|bot|sso-key|sharedkey)\s{1,4}/iy;
const withFields = /^(?:digest|hawk|oauth|aws4-hmac-sha256|signature)\s/i;

/** So much of a value is looked at. */
const beginning = { word: /[^\s"'`\\]{1,400}/y, text: /[^"'`\\]{1,400}/y };
const whole = { word: /[^\s"'`\\]+/y, text: /[^"'`\\]+/y };

/** What `Authorization`, `Cookie` and `Set-Cookie` carry, and what stands after the word `Bearer`. */
export function findInHeaders(line: string): Span[] {
  const spans: Span[] = [];
  if (!/authorization|cookie|bearer/i.test(line)) return spans;
  header.lastIndex = 0;
  for (let found = header.exec(line); found !== null; found = header.exec(line)) {
    const to = endOf(line, header.lastIndex, found.groups ?? {});
    if (to === undefined) continue;
    spans.push({ from: header.lastIndex, to });
    header.lastIndex = to;
  }
  return spans;
}

function endOf(
  line: string,
  from: number,
  { cookies, bearer }: Partial<Record<string, string>>,
): number | undefined {
  if (cookies !== undefined) return endOfCookies(line, from);
  const start = from + textAt(scheme, line, from).length;
  const shape = withFields.test(line.slice(from, start)) ? 'text' : 'word';
  const value = textAt(beginning[shape], line, start).replace(/[,;)}\]]{1,4}$/, '');
  if (isSpokenOf(value) || (bearer !== undefined && !looksOpaque(value, 12))) return undefined;
  return start + (value.length < 390 ? value : textAt(whole[shape], line, start)).length;
}

function textAt(sticky: RegExp, line: string, at: number): string {
  return match(sticky, line, at)?.[0] ?? '';
}

/** `Authorization: required`, `authorization: Bearer <token>` */
function isSpokenOf(value: string): boolean {
  return isOrdinary(value) || isCode(value) || isJoint(value) || /^[A-Z]?[a-z]{0,15}[:.]?$/.test(value);
}

function endOfCookies(line: string, from: number): number | undefined {
  const first = /^[\w.%-]{1,80}=([^;\s]{1,300})/.exec(textAt(beginning.text, line, from))?.[1];
  if (first === undefined || isOrdinary(first)) return undefined;
  return from + textAt(whole.text, line, from).trimEnd().length;
}
