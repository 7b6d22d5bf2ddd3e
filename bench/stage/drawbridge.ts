import type { World } from '../../sandbox/kernel/world.ts';
import { inProcessClientConfig } from '../../tests/support/in-process.ts';
import { assembleFunction } from '../../tests/support/simulation/assemble-function.ts';
import { functionFiles, functionNames } from '../../tests/support/simulation/function-files.ts';
import { sourcePrograms } from '../../tests/support/simulation/programs.ts';
import { configs, projectOf } from '../../tests/support/simulation/pull-requests/configs.ts';
import { scriptedBuilds } from '../../tests/support/simulation/scripted-builds.ts';
import { seeded } from '../../tests/support/simulation/seeded.ts';
import { simulatedWorld } from '../../tests/support/simulation/simulated-world.ts';
import { type AwsCall, countCalls } from './count-calls.ts';
import type { Contender } from './stage.ts';

const config = configs[1];

/** Drawbridge: the real functions with their own SDK clients, woken by the rules of their function.yml. */
export const drawbridge: Contender = {
  name: 'Drawbridge',
  project: projectOf('unit'),
  makeWorld({ clock, ids, handler }) {
    const world: World = simulatedWorld({
      clock,
      ids,
      builds: scriptedBuilds(seeded(1, 'builds')),
      config,
      functions: functionFiles(functionNames, config),
      run: (name) =>
        handler(name, (event, calls) => {
          const system = { clock, newRunId: () => ids.hex(32) };
          return assembleFunction(name, {
            programs: sourcePrograms,
            config,
            system,
            settings: settingsOf(world, calls),
          })(event);
        }),
    });
    return world;
  },
};

function settingsOf(world: World, calls: AwsCall[]) {
  return { ...inProcessClientConfig(world), requestHandler: countCalls(world, calls) };
}
