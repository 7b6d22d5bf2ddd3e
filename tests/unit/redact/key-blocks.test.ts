import { describe, expect, it } from 'vitest';
import { redactLines } from '../../../shared/redact/redact.ts';
import { fill } from './fill.ts';

const begin = (kind = 'RSA ') => `-----BEGIN ${kind}PRIVATE KEY-----`;
const end = (kind = 'RSA ') => `-----END ${kind}PRIVATE KEY-----`;
const body = [...fill('<b64> <b64> <b64>').split(' '), fill('<b22>==')];

/** What is left of the lines that are a key's, and the others. */
function shown(lines: readonly string[]): readonly string[] {
  return redactLines(lines).map((line) => (line === '[redacted]' ? '#' : line));
}

describe('a private key over several lines', () => {
  it.each(['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED '])('is hidden whole: %sPRIVATE KEY', (kind) => {
    expect(shown(['before', begin(kind), ...body, end(kind), 'after'])).toEqual([
      'before',
      ...Array.from({ length: 6 }, () => '#'),
      'after',
    ]);
  });

  it.each([
    ['indented', (line: string) => `    ${line}`],
    ['in a trace', (line: string) => `+ ${line}`],
    ['in a diff', (line: string) => `-${line}`],
    ['behind the name of a service', (line: string) => `web-1  | ${line}`],
    ['as strings of a list', (line: string) => `  "${line}\\n",`],
    ['as strings that are joined', (line: string) => `'${line}\\n' +`],
    ['with carriage returns', (line: string) => `${line}\r`],
  ])('is hidden %s', (_, write) => {
    const lines = [begin(), ...body, end()].map(write);

    expect(shown(['before', ...lines, 'after'])).toEqual(['before', ...lines.map(() => '#'), 'after']);
  });

  it('is hidden with the fields before it', () => {
    const fields = ['Proc-Type: 4,ENCRYPTED', fill('DEK-Info: AES-128-CBC,<h32>'), ''];
    const pgp = ['-----BEGIN PGP PRIVATE KEY BLOCK-----', 'Version: GnuPG v2', '', ...body, fill('=<b4>')];

    expect(shown([begin(), ...fields, ...body, end(), 'after']).join('')).toBe(`${'#'.repeat(9)}after`);
    expect(shown([...pgp, '-----END PGP PRIVATE KEY BLOCK-----', 'after']).join('')).toBe('#########after');
  });

  it('is hidden in the form of SSH2 and of PuTTY', () => {
    const ssh2 = [
      '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
      ...body,
      '---- END SSH2 ENCRYPTED PRIVATE KEY ----',
    ];
    const putty = [
      'PuTTY-User-Key-File-2: ssh-rsa',
      'Encryption: none',
      'Private-Lines: 4',
      ...body,
      'Private-MAC: 0',
    ];

    expect(shown([...ssh2, 'after']).join('')).toBe('######after');
    expect(shown(putty)).toEqual([...putty.slice(0, 3), '#', '#', '#', '#', 'Private-MAC: 0']);
  });

  it('is hidden when its end is missing, and what follows it is not', () => {
    const lines = ['npm test', begin(), ...body, 'not ok 1 - signs', 'Error: bad decrypt'];

    expect(shown(lines)).toEqual([
      'npm test',
      '#',
      '#',
      '#',
      '#',
      '#',
      'not ok 1 - signs',
      'Error: bad decrypt',
    ]);
    expect(shown(['npm test', begin(), body[0] ?? ''])).toEqual(['npm test', '#', '#']);
  });

  it('is hidden when its beginning is missing, and what is before it is not', () => {
    expect(shown(['Done', 'npm test', ...body, end(), 'not ok 1'])).toEqual([
      'Done',
      'npm test',
      ...Array.from({ length: 5 }, () => '#'),
      'not ok 1',
    ]);
  });

  it('is hidden in one line, whole or cut, and what else the line says is not', () => {
    const whole = `${begin()}\\n${body.join('\\n')}\\n${end()}`;

    expect(redactLines([`KEY="${whole}\\n"`, `{"key":"${whole}","id":1}`, `+ echo '${whole}' >key`])).toEqual(
      ['KEY="[redacted]"', '{"key":"[redacted]","id":1}', "+ echo '[redacted]' >key"],
    );
    expect(redactLines([`KEY="${begin()}\\n${body[0]}`])).toEqual(['KEY="[redacted]']);
  });
});

describe('a header or a footer without a key', () => {
  it('stays, and so do all lines around it', () => {
    const lines = [
      'FAIL src/pem.test.ts',
      `    Expected substring: "${begin()}"`,
      '    Received string:    "no key here"',
      '  at src/pem.test.ts:14:9',
      `error: no "${end()}" found`,
      '',
      begin('EC '),
      'AssertionError: the key is missing',
      end('EC '),
      'npm error code 1',
    ];

    expect(redactLines(lines)).toEqual(lines);
  });

  it('stays in a sentence of one line', () => {
    const line = `the key has to begin with ${begin()} and to end with ${end()}`;

    expect(redactLines([line])).toEqual([line]);
  });

  it('leaves certificates and public keys', () => {
    const lines = [
      '-----BEGIN CERTIFICATE-----',
      ...body,
      '-----END CERTIFICATE-----',
      '-----BEGIN PUBLIC KEY-----',
    ];

    expect(redactLines(lines)).toEqual(lines);
  });
});
