import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../shared/reasons/reason-of.ts';
import { growthForTenTimes } from '../../support/growth.ts';
import { recordedBuilds } from './recorded-builds.ts';

const limits = { lines: 20, lineLength: 240 };

function excerptOf(log: readonly string[], of: typeof limits): readonly string[] {
  return reasonOf(log, { limits: of })?.excerpt ?? [];
}

describe('the excerpt of a recorded log', () => {
  it.each(recordedBuilds.map((log) => [log.tool, log] as const))(
    'of %s holds the first line that tells the error, and nothing of the clean-up after it',
    (_, { lines, firstError }) => {
      const excerpt = excerptOf(lines, limits);

      expect(excerpt).toContain(firstError);
      expect(excerpt.length).toBeLessThanOrEqual(20);
      expect(excerpt.join('\n')).not.toMatch(/upload|without an error|\u001b/);
    },
  );

  it.each(recordedBuilds.map((log) => [log.tool, log] as const))(
    'of %s still holds it when only five lines are shown',
    (_, { lines, firstError }) => {
      expect(excerptOf(lines, { lines: 5, lineLength: 240 })).toContain(firstError);
    },
  );
});

describe('the excerpt', () => {
  it('gives no lines for a log without any', () => {
    expect(excerptOf([], limits)).toEqual([]);
    expect(excerptOf(['', '  ', '\u001b[0m'], limits)).toEqual([]);
  });

  it('gives the end when nothing reads like an error', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `step ${index}`);

    expect(excerptOf(lines, { lines: 5, lineLength: 240 })).toEqual([
      'step 95',
      'step 96',
      'step 97',
      'step 98',
      'step 99',
    ]);
  });

  it('ignores an error of a command before the last one', () => {
    const lines = [
      '[Container] 2026/03/02 13:42:01 Running command npm run lint || true',
      'error: unused variable',
      ...Array.from({ length: 30 }, (_, index) => `quiet ${index}`),
      '[Container] 2026/03/02 13:42:09 Running command npm test',
      ...Array.from({ length: 30 }, (_, index) => `more quiet ${index}`),
      'TypeError: cannot read properties of undefined',
      ...Array.from({ length: 30 }, (_, index) => `stack ${index}`),
    ];

    const excerpt = excerptOf(lines, { lines: 8, lineLength: 240 });

    expect(excerpt).toContain('TypeError: cannot read properties of undefined');
    expect(excerpt).not.toContain('error: unused variable');
  });

  it.each([
    ['colours', '\u001b[1;31mFAIL\u001b[0m \u001b[38;5;196mred\u001b[m', 'FAIL red'],
    ['a window title', '\u001b]0;building\u0007ready', 'ready'],
    ['a hyperlink', '\u001b]8;;https://evil.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['cursor moves', '\u001b[2K\u001b[1A\u001b[?25lspinner', 'spinner'],
    ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
    ['a progress bar', '10%\r50%\r100% done', '100% done'],
    ['a carriage return at the end', 'line\r', 'line'],
  ])('removes %s', (_, line, plain) => {
    expect(excerptOf([line], limits)).toEqual([plain]);
  });

  it('splits an entry of the log into its lines', () => {
    expect(excerptOf(['one\r\ntwo\nthree\n'], limits)).toEqual(['one', 'two', 'three']);
  });

  it('cuts a long line in the middle, so that its beginning and its end are seen', () => {
    const [line = ''] = excerptOf([`begin ${'x'.repeat(1_000)} end`], { lines: 5, lineLength: 40 });

    expect(line).toBe('begin xxxxxxxxxxxxxxxxx … xxxxxxxxxx end');
    expect(line).toHaveLength(40);
  });

  it('redacts before it cuts, and also what terminal codes had split', () => {
    const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const lines = [`token ${'x'.repeat(300)}`, `${secret.slice(0, 20)}\u001b[1m${secret.slice(20)}`];

    expect(excerptOf(lines, { lines: 5, lineLength: 40 }).join('\n')).not.toMatch(/ghp_|ABCDEFGHIJ/);
  });

  it('never gives more or longer lines than asked for, and no control characters, whatever the log', () => {
    const part = fc.constantFrom(
      '\u001b[',
      '\u001b]0;',
      '\r',
      '\n',
      'error',
      '[Container] 2026/03/02 13:42:01 Running command x',
      '💥',
      '\u0007',
      'a',
    );
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 5, max: 12 }), (log, lines) => {
        const excerpt = excerptOf(log, { lines, lineLength: 30 });

        expect(excerpt.length).toBeLessThanOrEqual(lines);
        for (const one of excerpt) {
          expect([...one].length).toBeLessThanOrEqual(30);
          expect(one).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each(['\r', '\u001b[', '\u001b]', 'error ', 'a ', '[Container] ', '💥', '10%\r', '\u001b]8;;x'])(
    'takes no more than ten times as long for a line ten times as long that is made of %j',
    (unit) => {
      const lineOf = (size: number) => unit.repeat(Math.ceil(size / unit.length));

      const growth = growthForTenTimes(10_000, (size) => excerptOf([lineOf(size)], limits));

      expect(excerptOf([lineOf(1_000_000)], limits).length).toBeLessThanOrEqual(1);
      expect(growth).toBeLessThan(30);
    },
  );
});
