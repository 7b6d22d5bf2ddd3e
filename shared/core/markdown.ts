// What some renderer takes for the end of a line, and what makes text read in another direction than it stands.
const lineEnds = /[\r\n\t\u0085\u2028\u2029]+/g;
const turnsText = /[\u202a-\u202e\u2066-\u2069]/g;

// CommonMark's block markers that need no character which is escaped anywhere else: a list item, a rule, the
// underline of a heading (https://spec.commonmark.org/0.31.2/, chapters 4.1, 4.3 and 5.2).
const bulletOrRule = /^[-+=]/;
const listNumber = /^(?<digits>[0-9]+)(?<mark>[.)])/;

/**
 * Text from outside made harmless inside CodeCommit's Markdown: nothing in it can start a link, an image, a
 * mention, a heading, a list, a rule, a code block, a table cell or a tag, wherever the text is put. Line ends
 * become spaces, and white space around the text goes: four spaces would begin a code block.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(lineEnds, ' ')
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .replace(/[\\`*_[\]|~>#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/@/g, '@\u2060')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/(www)\./gi, '$1\u2060.')
    .replace(bulletOrRule, '\\$&')
    .replace(listNumber, '$<digits>\\$<mark>');
}

/** Inline code that holds any text: the fence is one backtick longer than the longest run inside. */
export function inlineCode(text: string): string {
  const flat = text.replace(lineEnds, ' ').replace(turnsText, '').trim();
  const fence = '`'.repeat(longestBacktickRun(flat) + 1);
  const padded = flat.startsWith('`') || flat.endsWith('`') ? ` ${flat} ` : flat;
  return flat === '' ? '' : `${fence}${padded}${fence}`;
}

/** Inline code for a table cell, where a bar would end the cell even inside code. */
export function inlineCodeInTable(text: string): string {
  return inlineCode(text.replace(/\|/g, '¦'));
}

/** A fenced block that no line inside can close. */
export function codeBlock(lines: readonly string[]): string {
  const plain = lines.map((line) => line.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ').replace(turnsText, ''));
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(plain.join('\n')) + 1));
  return [fence, ...plain, fence].join('\n');
}

function longestBacktickRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
