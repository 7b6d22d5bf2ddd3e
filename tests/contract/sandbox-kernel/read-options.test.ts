import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../sandbox/read-options.ts';

describe('the options of npm run sandbox', () => {
  it('are the port that AWS stand-ins have, real time and nothing kept, when none is given', () => {
    expect(readOptions([])).toEqual({ port: 4566, speed: 1 });
  });

  it('are taken as they are given', () => {
    const access = ['--admin-secret', 'in/a+script=', '--write-profile', 'drawbridge'];

    expect(readOptions(['--port', '0', '--speed=0.5', '--persist', 'kept', ...access])).toEqual({
      port: 0,
      speed: 0.5,
      folder: 'kept',
      persist: true,
      adminSecret: 'in/a+script=',
      writeProfile: 'drawbridge',
    });
  });

  it('are not needed by who asks for help', () => {
    expect(readOptions(['--help'])).toBeUndefined();
    expect(readOptions(['-h'])).toBeUndefined();
  });

  it.each([
    ['--port=x', '--port is "x"; it is a whole number from 0 (any free port) to 65535.'],
    ['--port=', '--port is ""; it is a whole number from 0 (any free port) to 65535.'],
    ['--port=65536', '--port is "65536"; it is a whole number from 0 (any free port) to 65535.'],
    ['--speed=0', '--speed is "0"; it is a number above 0 and at most 1000.'],
    ['--speed=1001', '--speed is "1001"; it is a number above 0 and at most 1000.'],
    ['--persist=', '--persist needs a folder.'],
    [
      '--admin-secret=$(id)',
      '--admin-secret has 1 to 128 letters, digits and any of + / = _ -, and nothing else.',
    ],
    [
      '--admin-secret=',
      '--admin-secret has 1 to 128 letters, digits and any of + / = _ -, and nothing else.',
    ],
    [
      '--write-profile=a]b',
      '--write-profile has a name of 1 to 64 letters, digits, _ and -, and nothing else.',
    ],
    ['--prot=1', "Unknown option '--prot'"],
  ])('are refused with a sentence when they are %s', (option, sentence) => {
    expect(() => readOptions([option])).toThrow(sentence);
  });
});
