import { describe, expect, test, vi } from 'vitest';
import { functionsIn } from '../../../bench/packaged-functions.ts';
import { type ProvenFunction, provenFunctions } from '../least-privilege/names.ts';
import { whatPeopleSee } from '../least-privilege/what-people-see.ts';
import { lateModuleCases } from './late-module-cases.ts';
import { packagedPair, packagedStack } from './packaged-stack.ts';

const zips = functionsIn((await packagedPair()).artifactFolder);
const lateModules = zips.flatMap(({ name, files }) =>
  Object.keys(files)
    .filter((path) => path.includes('/late/'))
    .map((path) => `${name} ${path.slice(path.indexOf('late/'))}`),
);

test('every late module of every zip has its cases', () => {
  expect(Object.keys(lateModuleCases).toSorted()).toEqual(lateModules.toSorted());
});

describe.each(lateModules)('what %s throws is understood by its caller', (name) => {
  test.each(lateModuleCases[name]?.cases ?? [])('$kind', async ({ trouble, shows }) => {
    const stack = await packagedStack(functionsFor(name));
    // What Lambda cannot hand on it tells nobody but the sandbox, aloud; on AWS it is a metric.
    const aloud = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      trouble(stack);
      await lateModuleCases[name]?.play(stack);

      expect(await whatPeopleSee(stack)).toMatch(shows);
    } finally {
      aloud.mockRestore();
      await stack.close();
    }
  });
});

/** The others would only take time. */
function functionsFor(lateModule: string): readonly ProvenFunction[] {
  return provenFunctions.filter((name) => lateModule.startsWith(`${name} `));
}
