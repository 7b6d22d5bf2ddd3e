import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { temporaryProject } from '../tests/support/temporary-project.ts';
import type { Benchmark } from './benchmark.ts';
import { timeBesideNode } from './time-beside-node.ts';

const inputs = [
  'functions',
  'shared',
  'packaging',
  'serverless.yml',
  tourConfig,
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Packages a copy of the project from nothing, so that the artifacts of the project itself stay as they are. */
export const packaging: Benchmark = {
  name: 'packaging',
  about: 'Seconds to package the whole stack from nothing (median of 3).',
  async run() {
    const { folder, remove } = temporaryProject({ copy: inputs, write: {} });
    const measureSeconds = async () => {
      rmSync(join(folder, '.drawbridge'), { recursive: true, force: true });
      const startedAt = performance.now();
      await packageStack(folder, { configFile: tourConfig });
      return (performance.now() - startedAt) / 1000;
    };
    try {
      return [await timeBesideNode('packaging the stack', { budgetSeconds: 5, measureSeconds })];
    } finally {
      remove();
    }
  },
};
