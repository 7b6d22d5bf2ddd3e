import type { DeployedPlace, Place } from '../look.ts';
import { type RunLook, run } from '../run-look.ts';
import { alarmsLook } from './alarms.ts';
import { backupsLook } from './backups.ts';
import { badgesLook } from './badges.ts';
import { buildRolesLook } from './build-roles.ts';
import { deadLettersLook } from './dead-letters.ts';
import { functionRolesLook } from './function-roles.ts';
import { operatorsLook } from './operators.ts';
import { probeLook } from './probe.ts';
import { projectsLook } from './projects.ts';
import { replicasLook } from './replicas.ts';
import { repositoriesLook } from './repositories.ts';
import { stackLook } from './stack.ts';
import { sweepLook } from './sweep.ts';

/** Can be looked at before anything is deployed. */
export const looks: readonly RunLook<Place>[] = [
  run(repositoriesLook),
  run(projectsLook),
  run(buildRolesLook),
  run(replicasLook),
];

/** Looks at what a deployment made. */
export const looksAtStack: readonly RunLook<DeployedPlace>[] = [
  run(stackLook),
  run(probeLook),
  run(functionRolesLook),
  run(badgesLook),
  run(backupsLook),
  run(sweepLook),
  run(operatorsLook),
  run(deadLettersLook),
  run(alarmsLook),
];
