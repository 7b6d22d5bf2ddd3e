import type { Span } from '../../redact/span.ts';
import { compilePattern } from './compile-pattern.ts';
import { parsePattern } from './parse-pattern.ts';
import { type Budget, searchOf } from './search.ts';
import { canBeEmpty, PatternProblem } from './syntax.ts';

/** What is to be found in a text, as places in it. */
export interface Pattern {
  spansIn(text: string): readonly Span[];
}

/** For each character of a text; a pattern of the usual kind takes one to ten. */
const mostStepsPerCharacter = 256;

/**
 * A pattern of the configuration, to find what a RegExp with the flags `gu` would, whose work grows with the text
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
    spansIn(text) {
      const budget: Budget = { left: mostStepsPerCharacter * (text.length + 1) };
      const spans: Span[] = [];
      let from = 0;
      for (;;) {
        const match = search(text, from, budget);
        if (match === undefined) return spans;
        if (match === 'gave-up') return [...spans, { from, to: text.length }];
        spans.push({ from: match.start, to: match.end });
        from = match.end;
      }
    },
  };
}
