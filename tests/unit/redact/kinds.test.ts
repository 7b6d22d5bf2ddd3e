import { describe, expect, it } from 'vitest';
import { kinds } from '../../../shared/redact/kinds.ts';
import { redactLine } from '../../../shared/redact/redact.ts';
import { textOf } from '../../support/source-files.ts';
import { cutShort, fill } from './fill.ts';

/** Each kind with an example. What is between « and » is the secret; without them, all of it. */
const examples = textOf('tests/unit/redact/kinds.txt')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' | ', 2))
  .map(([name = '', template = '']) => ({ name, template }));

/** Lowered by nobody: what was hidden once stays hidden. */
const leastKinds = 360;

describe('the kinds of secrets', () => {
  it('are many, each has a name of its own and an example', () => {
    const names = kinds.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(leastKinds);
    expect(examples.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });
});

describe.each(examples)('$name', ({ template }) => {
  const [before, secret, after] = parts(template);

  it.each([
    ['in a sentence', (text: string) => `request refused for ${text} by the server`],
    ['in quotes', (text: string) => `  got '${text}'`],
    ['at the end of a traced command', (text: string) => `+ ./deploy ${text}`],
    ['after an escaped line break', (text: string) => `{"output":"begin\\n${text}\\nend"}`],
  ])('is hidden %s, and the rest stays', (_, around) => {
    for (const seed of [1, 2, 3]) {
      const whole = fill(`${before}«${secret}»${after}`, seed);
      const [first, hidden, last] = parts(whole);

      expect(redactLine(around(first + hidden + last))).toBe(around(`${first}[redacted]${last}`));
    }
  });

  it('is left alone when it is cut so short that nothing is told', () => {
    const line = `see ${cutShort(before + secret + after)} in the docs`;

    expect(redactLine(line)).toBe(line);
  });
});

function parts(template: string): readonly [string, string, string] {
  const [before = '', rest] = template.split('«', 2);
  if (rest === undefined) return ['', template, ''];
  const [secret = '', after = ''] = rest.split('»', 2);
  return [before, secret, after];
}
