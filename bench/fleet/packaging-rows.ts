import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageStack } from '../../packaging/package-stack.ts';
import { temporaryProject } from '../../tests/support/temporary-project.ts';
import type { Row } from '../benchmark.ts';
import { bundleBudget } from '../bundle-size.ts';
import { functionsIn, type PackagedFunction, unpack } from '../packaged-functions.ts';
import { packagingBudgetSeconds, packagingInputs } from '../packaging.ts';
import { timeBesideNode } from '../time-beside-node.ts';
import { type Start, startBudget, timeStarts } from '../time-starts.ts';
import { fleetFile, type Writing } from './fleet-config.ts';

const repositories = 1_000;
const configFile = 'fleet.yml';
const rounds = 11;

/** A thousand repositories must be packaged as quickly as one, and their functions be as small and start as fast. */
export async function packagingRows(): Promise<Row[]> {
  return [...(await rowsOf('listed')), ...(await rowsOf('by one pattern'))];
}

async function rowsOf(writing: Writing): Promise<Row[]> {
  const what = `drawbridge.yml of ${repositories.toLocaleString('en')} repositories, ${writing}`;
  const { folder, remove } = temporaryProject({
    copy: packagingInputs,
    write: { [configFile]: fleetFile(repositories, writing) },
  });
  let artifactFolder = '';
  const measureSeconds = async () => {
    rmSync(join(folder, '.drawbridge'), { recursive: true, force: true });
    const startedAt = performance.now();
    ({ artifactFolder } = await packageStack(folder, { configFile }));
    return (performance.now() - startedAt) / 1_000;
  };
  try {
    const time = await timeBesideNode(`${what}: packaging`, {
      budgetSeconds: packagingBudgetSeconds,
      measureSeconds,
    });
    const functions = functionsIn(artifactFolder);
    return [time, sizeRow(what, functions), startRow(what, functions)];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [{ what: `${what}: packaging`, ours: said.replaceAll(/\s+/g, ' ').slice(0, 300), holds: false }];
  } finally {
    remove();
  }
}

function sizeRow(what: string, functions: readonly PackagedFunction[]): Row {
  const sizes = functions.map(({ files, entry }) => files[entry]?.byteLength ?? Number.NaN);
  const largest = Math.max(...sizes);
  return {
    what: `${what}: largest bundle`,
    ours: `${largest.toLocaleString('en')} B`,
    budget: `${bundleBudget.toLocaleString('en')} B`,
    holds: largest <= bundleBudget,
  };
}

function startRow(what: string, functions: readonly PackagedFunction[]): Row {
  // Not below the project: its package.json would make modules of the bundles.
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'));
  try {
    const files = functions.map((one) => ({ name: one.name, file: unpack(one, folder) }));
    return slowestRow(what, timeStarts(folder, files, rounds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function slowestRow(what: string, starts: readonly Start[]): Row {
  const [slowest] = starts.toSorted((one, other) => other.ratio - one.ratio);
  const ratio = slowest?.ratio ?? Number.NaN;
  return {
    what: `${what}: slowest process start`,
    ours: `${slowest?.ms.toFixed(1)} ms (${slowest?.name})`,
    other: `${slowest?.emptyMs.toFixed(1)} ms`,
    ratio,
    budget: `ratio ${startBudget}`,
    holds: ratio <= startBudget,
  };
}
