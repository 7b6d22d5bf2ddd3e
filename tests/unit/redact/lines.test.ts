import { describe, expect, it } from 'vitest';
import { redactLine } from '../../../shared/redact/redact.ts';
import { textOf } from '../../support/source-files.ts';
import { fill } from './fill.ts';

/** Lowered by nobody: what was hidden or readable once stays so. */
const leastSecretLines = 200;
const leastOrdinaryLines = 300;

const secretLines = linesOf('secret-lines.txt');
const ordinaryLines = linesOf('ordinary-lines.txt');

function linesOf(file: string): readonly string[] {
  const lines = textOf(`tests/unit/redact/${file}`).split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('# '));
}

describe('a line with secrets', () => {
  it('is one of many', () => {
    expect(new Set(secretLines).size).toBeGreaterThanOrEqual(leastSecretLines);
  });

  it.each(secretLines)('keeps all but them: %s', (template) => {
    for (const seed of [1, 2, 3]) {
      const line = fill(template, seed);

      expect(redactLine(line.replaceAll(/[«»]/g, ''))).toBe(line.replaceAll(/«[^»]*»/g, '[redacted]'));
    }
  });
});

describe('an ordinary line', () => {
  it('is one of many', () => {
    expect(new Set(ordinaryLines).size).toBeGreaterThanOrEqual(leastOrdinaryLines);
  });

  it.each(ordinaryLines)('stays: %s', (template) => {
    const line = fill(template);

    expect(redactLine(line)).toBe(line);
  });
});
