import type { Wake } from '../core/effect.ts';
import type { Waker } from '../core/ports.ts';

const atOnce = 10;

/**
 * Wakes every function that is asked for, ten at a time. One that cannot be woken does not keep the others asleep;
 * all failures come back together.
 */
export async function wakeAll(
  waker: Waker,
  functionNames: Readonly<Record<Wake['function'], string>>,
  wakes: readonly Wake[],
): Promise<void> {
  const failures: unknown[] = [];
  for (let start = 0; start < wakes.length; start += atOnce) {
    const batch = wakes.slice(start, start + atOnce);
    const results = await Promise.allSettled(
      batch.map((wake) => waker.wake(functionNames[wake.function], wake.request)),
    );
    failures.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${wakes.length} could not be woken.`);
}
