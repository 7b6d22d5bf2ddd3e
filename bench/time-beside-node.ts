import type { Row } from './benchmark.ts';
import { median } from './median.ts';
import { timeProcess } from './time-process.ts';

const repetitions = 3;

/**
 * Measures something that takes seconds, each time next to a process that does nothing (`node -e 0`): its time tells
 * how fast the machine was just then. The budget is in seconds.
 */
export async function timeBesideNode(
  what: string,
  parts: { readonly budgetSeconds: number; readonly measureSeconds: () => Promise<number> },
): Promise<Row> {
  const { budgetSeconds, measureSeconds } = parts;
  const seconds: number[] = [];
  const nothingMs: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    nothingMs.push(timeProcess(['-e', '0']));
    seconds.push(await measureSeconds());
  }
  return {
    what,
    ours: `${median(seconds).toFixed(2)} s`,
    other: `node -e 0: ${median(nothingMs).toFixed(0)} ms`,
    ratio: (median(seconds) * 1000) / median(nothingMs),
    budget: `${budgetSeconds} s`,
    holds: median(seconds) <= budgetSeconds,
  };
}
