import type { Clock } from '../../../sandbox/kernel/clock.ts';
import type { Seeded } from './seeded.ts';

/** Time that only moves when the simulation says so. */
export interface SimulatedClock extends Clock {
  /** Runs every task that is due until then, in order of time, and leaves the clock there. */
  runUntil(instant: number): Promise<void>;
  /** When the next task is due; nothing when none waits. */
  nextAt(): number | undefined;
}

interface Task {
  readonly at: number;
  /** Decides among tasks of the same moment. */
  readonly tie: number;
  readonly run: () => void | Promise<void>;
  isCancelled: boolean;
}

/**
 * A clock that starts at `start`. It tells whole milliseconds and keeps their fractions, so that what takes its own
 * time comes in the order of that time; tasks of the very same moment run in an order that the seed decides. After each
 * task everything that it set going runs as far as it can without waiting for time. A task that fails is a defect
 * of the sandbox or the simulation: `runUntil` rejects with it. What waits for something real (an SDK client that
 * looks for files at its first call) is waited for until `isAtRest`.
 */
export function simulatedClock(
  start: number,
  ties: Seeded,
  isAtRest: () => boolean = () => true,
): SimulatedClock {
  const tasks: Task[] = [];
  let now = start;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
  };
  return {
    now: () => Math.floor(now),
    after(delayMs, run) {
      const task: Task = {
        at: now + Math.max(0, delayMs),
        tie: ties.random(),
        run,
        isCancelled: false,
      };
      push(tasks, task);
      return () => {
        task.isCancelled = true;
      };
    },
    nextAt: () => tasks[0]?.at,
    async runUntil(instant) {
      for (let task = tasks[0]; task !== undefined && task.at <= instant; task = tasks[0]) {
        pop(tasks);
        if (task.isCancelled) continue;
        now = task.at;
        begin(task, fail);
        do await settled();
        while (!isAtRest());
        if (failure) throw failure.error;
      }
      now = Math.max(now, instant);
    },
  };
}

/** Not awaited: a task may itself wait for time to pass. */
function begin(task: Task, fail: (error: unknown) => void): void {
  try {
    void Promise.resolve(task.run()).catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** Where everything is promises without timers, one turn of the event loop lets all of it run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(left: Task, right: Task): boolean {
  return left.at < right.at || (left.at === right.at && left.tie < right.tie);
}

// A binary heap, smallest first.
function push(heap: Task[], task: Task): void {
  let index = heap.push(task) - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above] as Task;
    if (!isBefore(task, parent)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = task;
}

function pop(heap: Task[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let below = 2 * index + 1;
    const left = heap[below];
    if (left === undefined) break;
    const right = heap[below + 1];
    if (right !== undefined && isBefore(right, left)) below += 1;
    const child = heap[below] as Task;
    if (!isBefore(child, last)) break;
    heap[index] = child;
    index = below;
  }
  heap[index] = last;
}
