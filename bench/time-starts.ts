import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionEnvironment } from './function-environment.ts';
import { median } from './median.ts';
import { timeProcess } from './time-process.ts';

/** A function's start may take so many times as long as that of an empty handler. */
export const startBudget = 2.8;

/** How long a process takes that loads a function's module and ends: medians. */
export interface Start {
  readonly name: string;
  readonly ms: number;
  readonly emptyMs: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
}

/**
 * Whole processes, from spawn to exit, that only load a module. An empty handler, written into `folder`, takes its turn
 * in every round, so that a machine that slows down slows down both.
 */
export function timeStarts(
  folder: string,
  functions: readonly { readonly name: string; readonly file: string }[],
  rounds: number,
): Start[] {
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, 'exports.handler = async () => {};\n');
  const emptyMs: number[] = [];
  const times = functions.map(({ name, file }) => ({
    name,
    file,
    ms: [] as number[],
    ratios: [] as number[],
  }));
  for (let round = -1; round < rounds; round += 1) {
    const reference = timeStart(empty);
    const measured = times.map(({ file }) => timeStart(file));
    // The first round fills the file system's cache.
    if (round < 0) continue;
    emptyMs.push(reference);
    for (const [index, ms] of measured.entries()) {
      times[index]?.ms.push(ms);
      times[index]?.ratios.push(ms / reference);
    }
  }
  return times.map(({ name, ms, ratios }) => ({
    name,
    ms: median(ms),
    emptyMs: median(emptyMs),
    ratio: median(ratios),
  }));
}

function timeStart(file: string): number {
  return timeProcess([file], functionEnvironment());
}
