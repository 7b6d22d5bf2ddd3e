import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { codeBlock, escapeMarkdown, inlineCode, inlineCodeInTable } from '../../../shared/core/markdown.ts';

const dangerous = [
  '[a](https://evil.example)',
  '![x](//evil.example/p.png)',
  '<img src=x onerror=alert(1)>',
  '<https://evil.example>',
  'https://evil.example/a',
  'www.evil.example',
  'WWW.evil.example',
  'a@evil.example',
  '@everyone',
  '```',
  '~~~',
  '| a | b |',
  '# big',
  '**bold**',
  '_it_',
  '&lt;b&gt;',
  '[1]: https://evil.example',
  '\\',
  '`',
  '\n',
  '\n\n# x',
  '\r\n- x',
  '$&',
  '\u202e',
  '\u2028',
  '\u2029# x',
  '\u0085',
  '<!--',
  '* * *',
  '---',
  '1. x',
  '> x',
  ':evil:',
  '[x][1]',
];
/** What makes a block of a line that begins with it. */
const blockMarkers = [
  '- ',
  '+ ',
  '* ',
  '7. ',
  '12) ',
  '---',
  '===',
  '***',
  '___',
  '    ',
  '\t',
  ' - ',
  '\u00a0- ',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...dangerous), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** What a renderer makes of it, without what is plain text. */
const tagsOf = (markdown: string) =>
  [...marked.parse(markdown, { async: false }).matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);

describe('escapeMarkdown', () => {
  it('lets nothing in a text become more than text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(tagsOf(`Check ${escapeMarkdown(text)} end`)).toEqual(['p', 'p']);
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets nothing in a text that stands alone become more than a paragraph', () => {
    fc.assert(
      fc.property(fc.constantFrom(...blockMarkers), hostile, (marker, text) => {
        const escaped = escapeMarkdown(marker + text);

        expect(tagsOf(escaped)).toEqual(escaped === '' ? [] : ['p', 'p']);
        expect(tagsOf(`before\n\n${escaped}\n\nafter`).filter((tag) => tag !== 'p')).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['# big', '\\# big'],
    ['- one', '\\- one'],
    ['+ one', '\\+ one'],
    ['* one', '\\* one'],
    ['7. one', '7\\. one'],
    ['7) one', '7\\) one'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['    four spaces', 'four spaces'],
    ['\tone tab', 'one tab'],
    ['~~~ sh', '\\~\\~\\~ sh'],
    ['> said', '\\> said'],
    ['a - b, 7. c', 'a - b, 7. c'],
  ])('of %j, which begins like a block, is %s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('opens no mention, and hides nothing by characters that turn text around', () => {
    expect(escapeMarkdown('@everyone \u202Egnp.exe')).toBe('@\u2060everyone gnp.exe');
  });

  it('keeps a text readable', () => {
    expect(escapeMarkdown('Access denied to role/build_role: see line 3')).toBe(
      'Access denied to role/build\\_role: see line 3',
    );
  });
});

describe('inlineCode', () => {
  it.each([
    ['main', '`main`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['a```b', '````a```b````'],
    ['two\nlines', '`two lines`'],
    ['a\u2028b', '`a b`'],
    ['a\u202ecod', '`acod`'],
    ['  ', ''],
  ])('of %j is %s', (text, code) => {
    expect(inlineCode(text)).toBe(code);
  });

  it('holds any text as one piece of code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const code = inlineCode(text);

        expect(tagsOf(`a ${code} z`)).toEqual(code === '' ? ['p', 'p'] : ['p', 'code', 'code', 'p']);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays in its cell of a table', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = marked.parse(`| a | b |\n|---|---|\n| ${inlineCodeInTable(text)} | last |`, {
          async: false,
        });

        expect(html.match(/<td>/g)).toHaveLength(2);
        expect(html).toContain('<td>last</td>');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('codeBlock', () => {
  it('is closed by no line inside it', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), (lines) => {
        const tokens = marked.lexer(`${codeBlock(lines)}\n\nafter`).filter(({ type }) => type !== 'space');

        expect(tokens.map(({ type }) => type)).toEqual(['code', 'paragraph']);
      }),
      { numRuns: 1_000 },
    );
  });
});
