import { describe, expect, it } from 'vitest';
import { kinds } from '../../../shared/redact/kinds.ts';
import { redactLine, redactLines } from '../../../shared/redact/redact.ts';

/** How often any regular expression is tried while this works: what it costs, whatever the machine is doing. */
function tries(work: () => unknown): number {
  const { exec } = RegExp.prototype;
  let count = 0;
  // oxlint-disable-next-line no-extend-native -- every way to use a regular expression goes through its exec
  RegExp.prototype.exec = function counted(text) {
    count += 1;
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    // oxlint-disable-next-line no-extend-native -- as it was
    RegExp.prototype.exec = exec;
  }
  return count;
}

const units = [
  'eyJaaaaaa-',
  'password',
  'a://',
  'x://y:z@/',
  'x://y:z',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----AAAA',
  'AKIA',
  'token ',
  'authorization:',
  'cookie: a=',
  'bearer a',
  '--',
  'password="',
  'token=\\"',
  "token='",
  'password a',
  'password:',
  '<password>',
  'key = ',
  'curl -u ',
  'mysql -p',
  'docker login -p ',
  'hooks.slack.com/services/',
  'a@',
  '"',
  '\\',
  'x',
];

describe('redactLine', () => {
  it.each(units)(
    'tries no more than twelve times as often for a line ten times as long that is made of %j',
    (unit) => {
      const line = (size: number) => `${unit.repeat(size / unit.length)}a`;

      const few = tries(() => redactLine(line(1_000)));
      const many = tries(() => redactLine(line(10_000)));

      expect(many).toBeLessThanOrEqual(12 * few + 20);
    },
  );
});

describe('redactLines', () => {
  it.each([
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7',
    'Private-Lines: 14',
    'DEK-Info: none',
  ])('tries no more than twelve times as often for ten times as many lines of %s', (line) => {
    const few = tries(() => redactLines(Array.from({ length: 1_000 }, () => line)));
    const many = tries(() => redactLines(Array.from({ length: 10_000 }, () => line)));

    expect(many).toBeLessThanOrEqual(12 * few);
  });
});

/** The parts of a regular expression: what is repeated, and how. Groups stand for what they hold. */
const parts =
  /(?<atom>\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?[:=!<]*)?|\)|[^\\[\]()])(?<times>\{\d+(?:,\d*)?\}|[*+?])?/g;

describe.each(kinds.map((kind) => [kind.name, shapeOf(kind)] as const))('the shape of %s', (_, shape) => {
  it('repeats nothing that repeats, and has an upper limit for all but its last part', () => {
    const found = [...shape.matchAll(parts)].map(({ groups }) => groups ?? {});
    const endless = found.filter(({ times = '' }) => /^(?:\{\d+,\}|[*+])$/.test(times));
    const groups = found.filter(({ atom, times }) => atom === ')' && times !== undefined && times !== '?');

    expect(found.map(({ atom = '', times = '' }) => atom + times).join('')).toBe(shape);
    expect(groups.every(({ times }) => /^\{\d+,\d\}$/.test(times ?? ''))).toBe(true);
    expect(endless.every((part) => isLast(found, part))).toBe(true);
  });
});

function shapeOf(kind: (typeof kinds)[number]): string {
  if ('near' in kind) return kind.value;
  return 'after' in kind ? kind.hides : kind.goesOn;
}

/** Last in the shape, or in one of several ways that it ends. */
function isLast<Part extends { atom?: string }>(all: readonly Part[], part: Part): boolean {
  const next = all[all.indexOf(part) + 1]?.atom;
  return next === undefined || next === ')' || next === '|' || next.startsWith('(?');
}
