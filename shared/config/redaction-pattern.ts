import { linearPattern } from '../core/pattern/linear-pattern.ts';

/**
 * Why a regular expression cannot be used to remove text from excerpts, in words that follow "the pattern"; `undefined`
 * when it can.
 */
export function rejectRedactionPattern(source: string): string | undefined {
  try {
    linearPattern(source);
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'PatternProblem') return error.message;
    throw error;
  }
}
