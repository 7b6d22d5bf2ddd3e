import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, Row } from './benchmark.ts';
import { firstCallRow } from './first-call.ts';
import { packagedFunctions, unpack } from './packaged-functions.ts';
import { bundleSdkAlone } from './sdk-alone.ts';
import { type Start, startBudget, timeStarts } from './time-starts.ts';

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
      const rows = timeStarts(folder, [...functions, sdkAlone], rounds).map(startRow);
      for (const one of functions) rows.push(await firstCallRow(one));
      return rows;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function startRow({ name, ms, emptyMs, ratio }: Start): Row {
  return {
    what: `${name}: process start`,
    ours: `${ms.toFixed(1)} ms`,
    other: `${emptyMs.toFixed(1)} ms`,
    ratio,
    ...(name !== sdkAloneName && { budget: `ratio ${startBudget}`, holds: ratio <= startBudget }),
  };
}
