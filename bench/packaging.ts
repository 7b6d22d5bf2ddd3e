import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageStack } from '../packaging/package-stack.ts';
import { temporaryProject } from '../tests/support/temporary-project.ts';
import type { Benchmark } from './benchmark.ts';
import { median } from './median.ts';

const budgetSeconds = 5;
const repetitions = 3;
const inputs = [
  'functions',
  'shared',
  'packaging',
  'serverless.yml',
  'drawbridge.yml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Packages a copy of the project from nothing, so that the artifacts of the project itself stay as they are. */
export const packaging: Benchmark = {
  name: 'packaging',
  about: `Seconds to package the whole stack from nothing (median of ${repetitions}).`,
  async run() {
    const { folder, remove } = temporaryProject({ copy: inputs, write: {} });
    try {
      const seconds: number[] = [];
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        rmSync(join(folder, '.serverless'), { recursive: true, force: true });
        const startedAt = performance.now();
        await packageStack(folder);
        seconds.push((performance.now() - startedAt) / 1000);
      }
      const middle = median(seconds);
      return [
        {
          what: 'packaging the stack',
          ours: `${middle.toFixed(1)} s`,
          budget: `${budgetSeconds} s`,
          holds: middle <= budgetSeconds,
        },
      ];
    } finally {
      remove();
    }
  },
};
