import { isOrdinary } from './ordinary.ts';
import type { Span } from './span.ts';
import { tellingOf } from './telling.ts';

/** A name as a value of its own: `"name": "DB_PASSWORD"`, `- name: DB_PASSWORD`, `"Type": "SecureString"`. */
const named =
  /["']?\b(?:name|key|type)["']?\s{0,4}[:=]\s{0,4}["']?([A-Za-z_/][\w./-]{1,100})["']?(?=\s*[,}]|\s*$)/gi;
const value =
  /["']?\bvalue["']?\s{0,4}[:=]\s{0,4}(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^\s"',}]{1,4000}))/gi;

/**
 * Values whose name stands beside them or in the line before, as lists of environment variables have it:
 * `{"name":"DB_PASSWORD","value":"x"}`.
 */
export function findPaired(line: string, before = ''): Span[] {
  if (!/value/i.test(line)) return [];
  const isTold = tells(line) || (!/\bname\b|\bkey\b/i.test(line) && tells(before));
  if (!isTold) return [];
  return [...line.matchAll(value)].flatMap(({ 0: text, 1: double, 2: single, 3: bare, index }) => {
    const secret = double ?? single ?? bare ?? '';
    if (isOrdinary(secret)) return [];
    const to = index + text.length - (bare === undefined ? 1 : 0);
    return [{ from: to - secret.length, to }];
  });
}

function tells(line: string): boolean {
  return [...line.matchAll(named)].some(([, name = '']) => {
    const telling = name === 'SecureString' ? 'password' : tellingOf(name);
    return telling === 'password' || telling === 'token';
  });
}
