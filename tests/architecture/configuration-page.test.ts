import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configKeys } from '../../scripts/configuration-page/keys.ts';
import { configurationPage, exampleOf } from '../../scripts/configuration-page/render-page.ts';
import { loadConfig } from '../../shared/config/load.ts';
import { textOf } from '../support/source-files.ts';

const text = textOf('docs/configuration-example.yml');
const example: unknown = parse(text);

describe('docs/configuration.md', () => {
  it('is what npm run fix writes', () => {
    expect(textOf('docs/configuration.md')).toBe(configurationPage(example, text));
  });

  it('has an example in a file that is in order', () => {
    expect(loadConfig(text)).toMatchObject({ ok: true });
  });

  it('tells every key with a sentence and an example', () => {
    const keys = configKeys();

    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter(({ about }) => !/^[A-Z].+\.$/.test(about)).map(({ path }) => path.join('.'))).toEqual(
      [],
    );
    expect(keys.map(({ path }) => exampleOf(path, example))).not.toContain('');
  });

  it('tells a key with what holds without it', () => {
    expect(textOf('docs/configuration.md')).toContain(
      '| `backup.<name>.every` | How often it is looked at; nothing is written when nothing changed. | text | `"1d"` | `1d` |',
    );
  });
});
