import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { temporaryProject } from '../tests/support/temporary-project.ts';
import type { Benchmark } from './benchmark.ts';
import { timeBesideNode } from './time-beside-node.ts';

export const packagingBudgetSeconds = 5;

/** Of the project, what packaging reads. */
export const packagingInputs = [
  'functions',
  'shared',
  'packaging',
  'serverless.yml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Packages a copy of the project from nothing, so that the artifacts of the project itself stay as they are. */
export const packaging: Benchmark = {
  name: 'packaging',
  about: 'Seconds to package the whole stack from nothing (median of 3).',
  async run() {
    const { folder, remove } = temporaryProject({ copy: [...packagingInputs, tourConfig], write: {} });
    const measureSeconds = async () => {
      rmSync(join(folder, '.drawbridge'), { recursive: true, force: true });
      const startedAt = performance.now();
      await packageStack(folder, { configFile: tourConfig });
      return (performance.now() - startedAt) / 1000;
    };
    try {
      return [
        await timeBesideNode('packaging the stack', {
          budgetSeconds: packagingBudgetSeconds,
          measureSeconds,
        }),
      ];
    } finally {
      remove();
    }
  },
};
