import type { Condition } from './syntax.ts';

/** Whether a condition holds between the character before this place of a text and the one after it. */
export function holdsAt(condition: Condition, text: string, at: number): boolean {
  switch (condition) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'line-start':
      return at === 0 || isLineEnd(text[at - 1]);
    case 'line-end':
      return at === text.length || isLineEnd(text[at]);
    case 'word-edge':
      return isWord(text[at - 1]) !== isWord(text[at]);
    case 'no-word-edge':
      return isWord(text[at - 1]) === isWord(text[at]);
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character);
}

function isLineEnd(character: string | undefined): boolean {
  return character !== undefined && /^[\n\r\u2028\u2029]$/.test(character);
}
