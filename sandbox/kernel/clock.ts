/** Time as the sandbox sees it. Every service takes it from here, so a run can go faster or be replayed. */
export interface Clock {
  /** Milliseconds since the epoch, in sandbox time. */
  now(): number;
  /** Runs `task` once, `delayMs` of sandbox time from now. Calling the result cancels it. */
  after(delayMs: number, task: () => void | Promise<void>): () => void;
}

/** Waits `delayMs` of sandbox time. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/**
 * The machine's clock, running `speed` times as fast from the moment it is made.
 * A task that throws is printed and does not end the sandbox.
 */
export function realClock(speed = 1): Clock {
  const startedAt = Date.now();
  return {
    now: () => Math.round(startedAt + (Date.now() - startedAt) * speed),
    after(delayMs, task) {
      const timer = setTimeout(() => void runTask(task), delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}

async function runTask(task: () => void | Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    console.error('A scheduled task of the sandbox failed', error);
  }
}
