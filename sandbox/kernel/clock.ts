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

/** The machine's clock, which can be stopped: what is due later then never runs. */
export interface RealClock extends Clock {
  stop(): void;
}

/**
 * The machine's clock, running `speed` times as fast from the moment it is made.
 * A task that throws is printed and does not end the sandbox.
 */
export function realClock(speed = 1): RealClock {
  const startedAt = Date.now();
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  return {
    now: () => Math.round(startedAt + (Date.now() - startedAt) * speed),
    after(delayMs, task) {
      if (isStopped) return () => undefined;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void runTask(task);
      }, delayMs / speed);
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
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
