import type { Clock } from '../../sandbox/kernel/clock.ts';

/** A clock that stands still until a test advances it. */
export interface ManualClock extends Clock {
  /** Moves time on and runs what is due, in order, letting each task's promises settle. */
  advance(ms: number): Promise<void>;
}

export function manualClock(start = '2026-03-02T09:00:00Z'): ManualClock {
  let now = Date.parse(start);
  let tasks: { at: number; run: () => void | Promise<void> }[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    after(delayMs, run) {
      const task = { at: now + delayMs, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = tasks.filter((task) => task.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        tasks = tasks.filter((task) => task !== next);
        now = Math.max(now, next.at);
        await next.run();
      }
      now = end;
    },
  };
}
