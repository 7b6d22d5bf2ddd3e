import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { functionEnvironment } from '../../../bench/function-environment.ts';
import { root } from '../../support/source-files.ts';

it.each(readdirSync(join(root, 'functions')))(
  'the benchmarks give %s every variable that it reads',
  async (name) => {
    // Every function has this list; its handler reads it when it is loaded, which is what a start is.
    const { variables } = (await import(`../../../functions/${name}/assemble.ts`)) as {
      variables: readonly string[];
    };

    expect(Object.keys(functionEnvironment())).toEqual(expect.arrayContaining([...variables]));
  },
);
