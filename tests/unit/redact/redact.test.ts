import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearPattern } from '../../../shared/core/pattern/linear-pattern.ts';
import { redactLine, redactLines } from '../../../shared/redact/redact.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const word = `${letters}${letters.toLowerCase()}${digits}`;
const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });

/** What has the look of a secret: small letters, capitals and digits in it. No address, and no escaped sign such as %26. */
const secretLike = text(`${word}!@#%^*_+=.-`, 8, 60).filter(
  (value) =>
    [/[a-z]/, /[A-Z]/, /[A-Za-z][0-9]+[A-Za-z]/].every((kind) => kind.test(value)) &&
    /^[A-Za-z0-9]/.test(value) &&
    !/%[0-9A-Fa-f]{2}|@.*\./.test(value),
);
const name = fc.constantFrom(
  'password',
  'DB_PASSWORD',
  'passwd',
  'aws_secret_access_key',
  'AWS_SESSION_TOKEN',
  'apiKey',
  'api-key',
  'x-api-key',
  'client_secret',
  'private_key',
  'NPM_TOKEN',
  'credentials',
);
const joint = fc.constantFrom('=', ': ', ' = ', '": "', "': '", '="', ':');

describe('redactLine', () => {
  it('takes the value next to a name that sounds like a secret, and keeps the name', () => {
    fc.assert(
      fc.property(name, joint, secretLike, (key, between, value) => {
        const clean = redactLine(`export ${key}${between}${value}`);

        expect(clean).not.toContain(value);
        expect(clean).toContain(key);
        expect(clean).toContain('[redacted]');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['curl -H "Authorization: Bearer abc.def.ghi"', 'curl -H "Authorization: [redacted]"'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: [redacted]'],
    ['proxy-authorization=token 0123456789', 'proxy-authorization=[redacted]'],
    ['cloning https://alice:s3cret@git.example/repo', 'cloning https://[redacted]@git.example/repo'],
    ['postgres://app:p@ss:w0rd@db.internal:5432/app', 'postgres://[redacted]@db.internal:5432/app'],
    ['npm publish --token npm-secret-value', 'npm publish --token [redacted]'],
    ['deploy --db-password "correct horse"', 'deploy --db-password "[redacted]"'],
    ['the password hunter22x is wrong', 'the password [redacted] is wrong'],
    ['{"password":"hunter22","user":"alice"}', '{"password":"[redacted]","user":"alice"}'],
  ])('of %s shows %s', (line, clean) => {
    expect(redactLine(line)).toBe(clean);
  });

  it.each([
    'Tests: 1 failed, 12 passed, 13 total',
    'at Object.<anonymous> (src/limits.test.ts:42:17)',
    'expected 429 to be 200',
    'npm ERR! code ELIFECYCLE',
    'SyntaxError: Unexpected token export',
    'token bucket > refills after a second',
    'a password reset was sent',
    'commit 6bc96f923d399f4ab15280704a1d92e866c57657',
    'https://eu-west-1.console.aws.amazon.com/codesuite/codebuild',
  ])('leaves %s as it is', (line) => {
    expect(redactLine(line)).toBe(line);
  });

  it("takes what the configuration's own expressions describe", () => {
    expect(redactLine('ticket HARBOR-123456 of HARBOR-654321', [linearPattern('HARBOR-[0-9]{6}')])).toBe(
      'ticket [redacted] of [redacted]',
    );
  });
});

describe('redactLines', () => {
  it('hides a private key from its first to its last line, and nothing after it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '),
        fc.array(text(`${word}+/=`, 20, 64), { minLength: 1, maxLength: 20 }),
        (kind, body) => {
          const lines = [
            'before',
            `-----BEGIN ${kind}PRIVATE KEY-----`,
            ...body,
            `-----END ${kind}PRIVATE KEY-----`,
            'after',
          ];

          const clean = redactLines(lines);

          expect(clean).toHaveLength(lines.length);
          expect(clean[0]).toBe('before');
          expect(clean.at(-1)).toBe('after');
          expect(new Set(clean.slice(1, -1))).toEqual(new Set(['[redacted]']));
        },
      ),
    );
  });

  it('hides a private key that stands on one line', () => {
    const line = 'KEY="-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg\\n-----END PRIVATE KEY-----"';

    expect(redactLines([line, 'after'])).toEqual(['KEY="[redacted]"', 'after']);
  });
});

describe('redactLines, given the end of a private key whose beginning was cut off', () => {
  it('hides what is left of the key and nothing else', () => {
    const key = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';

    expect(redactLines(['npm test', key, key, '-----END PRIVATE KEY-----', 'not ok 1'])).toEqual([
      'npm test',
      '[redacted]',
      '[redacted]',
      '[redacted]',
      'not ok 1',
    ]);
  });
});
