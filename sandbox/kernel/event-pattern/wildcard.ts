import { invalidPattern } from './invalid-pattern.ts';

/**
 * Compiles a wildcard: `*` stands for any run of characters, `\*` and `\\` for themselves. Declines two `*` in a
 * row and any other escape. Positions in the refusal count the opening quote, as AWS counts it.
 */
export function compileWildcard(text: string): (value: string) => boolean {
  const [first = '', ...rest] = splitAtWildcards(text);
  const last = rest.pop();
  if (last === undefined) return (value) => value === first;
  return (value) => {
    if (!value.startsWith(first)) return false;
    let from = first.length;
    for (const part of rest) {
      const found = value.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return value.length - last.length >= from && value.endsWith(last);
  };
}

/** The literal parts between the wildcards, escapes resolved. */
function splitAtWildcards(text: string): string[] {
  const parts = [''];
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === '*') {
      if (next === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${index + 1}`);
      parts.push('');
      continue;
    }
    const escaped = character === '\\';
    if (escaped && next !== '*' && next !== '\\') {
      throw invalidPattern(`Invalid escape character at pos ${index + 1}`);
    }
    if (escaped) index++;
    parts.push(`${parts.pop() ?? ''}${escaped ? next : character}`);
  }
  return parts;
}
