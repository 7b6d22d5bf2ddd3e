import type { Wake } from '../core/effect.ts';
import type { Waker } from '../core/ports.ts';

const atOnce = 10;

/** Somebody who could not be woken, and why. */
export interface WakeFailure<Asked extends Wake> {
  readonly wake: Asked;
  readonly error: unknown;
}

/**
 * Wakes every function that is asked for, ten at a time. One that cannot be woken does not keep the others asleep;
 * all failures come back together.
 */
export async function wakeAll<Asked extends Wake>(
  waker: Waker,
  functionNames: Readonly<Record<Wake['function'], string>>,
  wakes: readonly Asked[],
): Promise<WakeFailure<Asked>[]> {
  const failures: WakeFailure<Asked>[] = [];
  for (let start = 0; start < wakes.length; start += atOnce) {
    const batch = wakes.slice(start, start + atOnce);
    await Promise.all(
      batch.map(async (wake) => {
        try {
          await waker.wake(functionNames[wake.function], wake.request);
        } catch (error) {
          failures.push({ wake, error });
        }
      }),
    );
  }
  return failures;
}
