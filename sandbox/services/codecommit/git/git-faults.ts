import { sleep } from '../../../kernel/clock.ts';
import { faultsFor } from '../../../kernel/faults.ts';
import type { Scope } from '../../../kernel/world.ts';

/**
 * How a request of git's ends: as it should; `cut` when the line breaks in the middle of it, so that git sees half of
 * it and does nothing; `unanswered` when it is done and the line breaks before the answer; or refused.
 */
export type GitFate =
  | 'served'
  | 'cut'
  | 'unanswered'
  | { readonly status: 429 | 500; readonly message: string };

/** Draws the faults that strike this one request, and waits where one delays it. */
export async function fateOf(scope: Scope, operation: 'GitPull' | 'GitPush'): Promise<GitFate> {
  const faults = faultsFor(scope, 'codecommit', operation);
  const kinds = new Set(faults.map(({ kind }) => kind));
  if (kinds.has('throttle')) return { status: 429, message: 'Rate exceeded' };
  if (kinds.has('fail-before'))
    return { status: 500, message: `A fault failed ${operation} before it did anything` };
  for (const fault of faults)
    if (fault.kind === 'delay') await sleep(scope.world.clock, fault.delayMs ?? 1_000);
  if (kinds.has('drop-connection')) return 'cut';
  return kinds.has('fail-after') ? 'unanswered' : 'served';
}
