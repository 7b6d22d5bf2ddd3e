import type { Result } from './benchmark.ts';

/** 0 when every budget holds, 1 when one is missed. Rows without a budget do not count. */
export function exitCodeOf(results: readonly Result[]): 0 | 1 {
  return results.some(({ rows }) => rows.some(({ holds }) => holds === false)) ? 1 : 0;
}
