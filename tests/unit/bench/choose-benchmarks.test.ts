import { describe, expect, it } from 'vitest';
import { chooseBenchmarks } from '../../../bench/choose-benchmarks.ts';

const size = { name: 'bundle-size', about: 'Bytes of code.', run: async () => [] };
const calls = { name: 'aws-calls', about: 'Calls per event.', run: async () => [] };

describe('the choice of benchmarks', () => {
  it('is all of them for no name', () => {
    expect(chooseBenchmarks([size, calls], [])).toEqual({ benchmarks: [size, calls] });
  });

  it('is the named ones, in their own order', () => {
    expect(chooseBenchmarks([size, calls], ['aws-calls'])).toEqual({ benchmarks: [calls] });
    expect(chooseBenchmarks([size, calls], ['aws-calls', 'bundle-size'])).toEqual({
      benchmarks: [size, calls],
    });
  });

  it('refuses a name that none has, and lists what there is', () => {
    expect(chooseBenchmarks([size, calls], ['aws-calls', 'speed'])).toEqual({
      refusal: [
        'There is no benchmark called speed. There are:',
        '  bundle-size    Bytes of code.',
        '  aws-calls      Calls per event.',
      ].join('\n'),
    });
  });
});
