import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageStack } from '../../../packaging/package-stack.ts';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { saveProject } from '../../../sandbox/services/codebuild/save-project.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { type FleetForm, fleetConfig, fleetProject } from '../../support/fleet-config.ts';
import { root } from '../../support/source-files.ts';

/** A sandbox with the packaged stack of a thousand repositories, written down in one form or the other. */
export async function fleetSandbox(form: FleetForm): Promise<Sandbox> {
  const configFile = join(mkdtempSync(join(tmpdir(), 'drawbridge-fleet-')), `${form}.yml`);
  writeFileSync(configFile, fleetConfig(1000, form));
  const sandbox = await aSandbox({ template: await packageStack(root, { configFile }) });
  const scope = scopeOf(sandbox.world, 'us-east-1');
  const trustPolicy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['codecommit:GitPull', 'logs:*'], Resource: '*' }],
  };
  createRole(scope, { roleName: 'build', trustPolicy }).policies.set('build', readPolicy(policy));
  return sandbox;
}

/** The two projects of a repository; each prints what it is for. */
export function saveProjects(sandbox: Sandbox, repository: string): void {
  for (const check of ['unit', 'lint'] as const)
    saveProject(scopeOf(sandbox.world, 'us-east-1'), {
      name: fleetProject(repository, check),
      serviceRole: 'arn:aws:iam::111122223333:role/build',
      source: {
        type: 'CODECOMMIT',
        location: `https://git-codecommit.us-east-1.amazonaws.com/v1/repos/${repository}`,
        buildspec: `version: 0.2\nphases: { build: { commands: ["echo ${check}"] } }`,
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: { type: 'LINUX_CONTAINER', computeType: 'BUILD_GENERAL1_SMALL', image: 'standard' },
    });
}
