import { compilePattern } from './compile-pattern.ts';
import { parsePattern } from './parse-pattern.ts';
import { type Budget, searchOf } from './search.ts';
import { canBeEmpty, PatternProblem } from './syntax.ts';

/** What `text.replace(pattern, replacement)` takes beside a RegExp: all matches are replaced. */
export interface Pattern {
  [Symbol.replace](text: string, replacement: string): string;
}

/** For each character of a text; a pattern of the usual kind takes one to ten. */
const mostStepsPerCharacter = 256;

/**
 * A pattern of the configuration, to be used where a RegExp with the flags `gu` would be, whose work grows with the text
 * and never faster, whatever the pattern and whoever wrote the text. Where finding match after match would, what is left
 * of the text counts as one match: too much is hidden then, and not too little. Throws a PatternProblem for what is no
 * pattern, what matches empty text, and what cannot be matched so (`parsePattern` tells which).
 */
export function linearPattern(source: string): Pattern {
  const syntax = parsePattern(source);
  if (canBeEmpty(syntax))
    throw new PatternProblem('matches empty text, so it would hide nothing or everything');
  const search = searchOf(compilePattern(syntax));
  return {
    [Symbol.replace](text, replacement) {
      const budget: Budget = { left: mostStepsPerCharacter * (text.length + 1) };
      let clean = '';
      let from = 0;
      for (;;) {
        const match = search(text, from, budget);
        if (match === undefined) return clean + text.slice(from);
        if (match === 'gave-up') return clean + replacement;
        clean += text.slice(from, match.start) + replacement;
        from = match.end;
      }
    },
  };
}
