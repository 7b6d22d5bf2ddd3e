import { describe, expect, it } from 'vitest';
import { printResult } from '../../../bench/print-result.ts';

describe('the table of a benchmark', () => {
  it('pads every column, writes ratios with two digits, and says yes or NO', () => {
    const text = printResult({
      name: 'bundle-size',
      about: 'Bytes of code.',
      rows: [
        { what: 'sweep', ours: '480 B', other: '9,600 B', ratio: 0.05, budget: '500 B', holds: true },
        {
          what: 'serve-badge',
          ours: '501 B',
          other: '9,600 B',
          ratio: 0.052_19,
          budget: '500 B',
          holds: false,
        },
      ],
    });

    expect(text).toBe(
      [
        '### bundle-size',
        '',
        'Bytes of code.',
        '',
        '| what        | ours  | other   | ratio | budget | holds |',
        '|-------------|-------|---------|-------|--------|-------|',
        '| sweep       | 480 B | 9,600 B | 0.05  | 500 B  | yes   |',
        '| serve-badge | 501 B | 9,600 B | 0.05  | 500 B  | NO    |',
        '',
      ].join('\n'),
    );
  });

  it('leaves out the columns in which no row says anything', () => {
    const text = printResult({ name: 'life', about: 'Comments.', rows: [{ what: 'comments', ours: '1' }] });

    expect(text).toBe(
      [
        '### life',
        '',
        'Comments.',
        '',
        '| what     | ours |',
        '|----------|------|',
        '| comments | 1    |',
        '',
      ].join('\n'),
    );
  });
});
