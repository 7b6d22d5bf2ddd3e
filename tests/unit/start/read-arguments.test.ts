import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/start/read-arguments.ts';

describe('the arguments of npm start', () => {
  it.each([
    [[], { once: false, port: 4566 }],
    [['--once', '--port', '0'], { once: true, port: 0 }],
    [['--mine'], { once: false, port: 4566, mine: { region: 'us-east-1' } }],
    [
      ['--mine', '--region', 'eu-west-1', '--persist', 'kept'],
      { once: false, port: 4566, mine: { region: 'eu-west-1', folder: 'kept' } },
    ],
  ])('%j', (args, options) => {
    expect(readArguments(args)).toEqual(options);
  });

  it.each([
    [['--port', 'http'], '--port is "http"; it is a whole number from 0 (any free port) to 65535.'],
    [
      ['--region', 'eu-west-1'],
      '--region and --persist are for --mine; the tour always begins anew in us-east-1.',
    ],
    [
      ['--persist', 'kept'],
      '--region and --persist are for --mine; the tour always begins anew in us-east-1.',
    ],
    [['--mine', '--region', 'Ireland'], '--region is "Ireland", which is no Region; write eu-west-1.'],
    [['--mine', '--persist', ''], '--persist needs a folder.'],
    [
      ['--once', '--write-profile', 'sandbox'],
      '--write-profile is for a sandbox that stays up, and with --once it does not.',
    ],
  ])('declines %j', (args, sentence) => {
    expect(() => readArguments(args)).toThrow(sentence);
  });
});
