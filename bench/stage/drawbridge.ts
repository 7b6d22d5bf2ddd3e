import { reportBuild } from '../../functions/report-build/assemble.ts';
import { sweep } from '../../functions/sweep/assemble.ts';
import { validatePullRequest } from '../../functions/validate-pull-request/assemble.ts';
import type { World } from '../../sandbox/kernel/world.ts';
import { inProcessClientConfig } from '../../tests/support/in-process.ts';
import { configs, projectOf } from '../../tests/support/simulation/configs.ts';
import {
  type FunctionName,
  functionFile,
  functionNames,
} from '../../tests/support/simulation/function-files.ts';
import { scriptedBuilds } from '../../tests/support/simulation/scripted-builds.ts';
import { seeded } from '../../tests/support/simulation/seeded.ts';
import {
  queueUrl,
  simulatedWorld,
  stackNameOf,
  tableName,
} from '../../tests/support/simulation/simulated-world.ts';
import { type AwsCall, countCalls } from './count-calls.ts';
import type { Contender } from './stage.ts';

const config = configs[1];

const environment = {
  TABLE_NAME: tableName,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  BADGE_URL: 'https://badges.example/',
  BADGE_KEY_SECRET: 'badge-key',
  PARTITION: 'aws',
  AWS_REGION: 'us-east-1',
  VALIDATE_PULL_REQUEST_FUNCTION: stackNameOf('validate-pull-request'),
  REPORT_BUILD_FUNCTION: stackNameOf('report-build'),
  REPLICATE_REPOSITORY_FUNCTION: 'drawbridge-prod-replicate-repository',
  BACK_UP_REPOSITORY_FUNCTION: 'drawbridge-prod-back-up-repository',
};

const assembled = { 'validate-pull-request': validatePullRequest, 'report-build': reportBuild, sweep };

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
      files: filesOf(),
      run: (name) =>
        handler(name, (event, calls) => {
          const system = { clock, newRunId: () => ids.hex(32) };
          return assembled[name]({ environment, config, system, settings: settingsOf(world, calls) })(event);
        }),
    });
    return world;
  },
};

function settingsOf(world: World, calls: AwsCall[]) {
  return { ...inProcessClientConfig(world), requestHandler: countCalls(world, calls) };
}

function filesOf() {
  // The names are the keys, which Object.fromEntries cannot say.
  return Object.fromEntries(functionNames.map((name) => [name, functionFile(name, config)])) as Record<
    FunctionName,
    ReturnType<typeof functionFile>
  >;
}
