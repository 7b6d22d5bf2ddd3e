import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, Row } from './benchmark.ts';
import { firstCallRow } from './first-call.ts';
import { functionEnvironment } from './function-environment.ts';
import { median } from './median.ts';
import { packagedFunctions, unpack } from './packaged-functions.ts';
import { bundleSdkAlone } from './sdk-alone.ts';
import { timeProcess } from './time-process.ts';

const budget = 2.8;
const rounds = 21;
const sdkAloneName = 'one CodeCommit client and nothing else';

/**
 * Whole processes, from spawn to exit, that only load the handler's module. The empty handler takes its turn in
 * every round, so that a machine that slows down slows down both.
 */
export const processStart: Benchmark = {
  name: 'process-start',
  about: `Start of a process with the bundle next to an empty handler (Node.js ${process.versions.node}, ${rounds} interleaved rounds, medians), and whether the first AWS call loads undici.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'));
    try {
      const functions = (await packagedFunctions()).map((one) => ({
        name: one.name,
        file: unpack(one, folder),
      }));
      const sdkAlone = { name: sdkAloneName, file: await bundleSdkAlone(folder) };
      const rows = startRows(folder, [...functions, sdkAlone]);
      for (const one of functions) rows.push(await firstCallRow(one));
      return rows;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function startRows(folder: string, functions: readonly { name: string; file: string }[]): Row[] {
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
    what: `${name}: process start`,
    ours: `${median(ms).toFixed(1)} ms`,
    other: `${median(emptyMs).toFixed(1)} ms`,
    ratio: median(ratios),
    ...(name !== sdkAloneName && { budget: `ratio ${budget}`, holds: median(ratios) <= budget }),
  }));
}

function timeStart(file: string): number {
  return timeProcess([file], functionEnvironment());
}
