import type { Scope } from '../../kernel/world.ts';

/** Receivers that wait in a long poll, by queue ARN. They are promises, not data, so they live beside the state. */
type Waiting = Map<string, Set<() => void>>;

const backend = 'sqs-arrivals';

function waitingIn({ world }: Scope): Waiting {
  let waiting = world.backends.get(backend) as Waiting | undefined;
  if (waiting === undefined) {
    waiting = new Map();
    world.backends.set(backend, waiting);
  }
  return waiting;
}

/** Wakes everyone who waits for a message of this queue. */
export function announceArrival(scope: Scope, queueArn: string): void {
  const waiting = waitingIn(scope);
  const wakers = waiting.get(queueArn);
  waiting.delete(queueArn);
  for (const wake of wakers ?? []) wake();
}

/** Resolves when a message arrives in the queue or `longestMs` of sandbox time have passed. */
export function waitForArrival(scope: Scope, queueArn: string, longestMs: number): Promise<void> {
  return new Promise((resolve) => {
    const waiting = waitingIn(scope);
    const wakers = waiting.get(queueArn) ?? new Set();
    waiting.set(queueArn, wakers);
    const wake = () => {
      cancel();
      wakers.delete(wake);
      resolve();
    };
    const cancel = scope.world.clock.after(longestMs, wake);
    wakers.add(wake);
  });
}
