import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  CreateProjectCommand,
  type CreateProjectCommandInput,
  StartBuildCommand,
  type StartBuildCommandInput,
} from '@aws-sdk/client-codebuild';
import type { Clock } from '../../../sandbox/kernel/clock.ts';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { randomIds } from '../../../sandbox/kernel/ids.ts';
import { type Scope, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import type { BuildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { buildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { services } from '../../../sandbox/services/index.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

export const ROLE_ARN = 'arn:aws:iam::111122223333:role/build';

export interface BuildWorld {
  readonly world: World;
  readonly scope: Scope;
  readonly client: CodeBuildClient;
}

/** A world with a runner and the role `build`, which may do what a build needs in us-east-1. */
export function aBuildWorld(parts: { runner: BuildRunner; clock?: Clock; folder?: string }): BuildWorld {
  const world = createWorld({
    services,
    adminSecret: 'test',
    clock: parts.clock ?? realClock(),
    ids: randomIds(),
    folder: parts.folder ?? '/nowhere',
  });
  buildRunner.provide(world, parts.runner);
  objectFiles.provide(world, objectFilesInMemory());
  const scope = scopeOf(world, 'us-east-1');
  const role = createRole(scope, { roleName: 'build', trustPolicy: trust('codebuild.amazonaws.com') });
  const policy = readPolicy({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['codecommit:GitPull'],
        Resource: ['arn:aws:codecommit:us-east-1:*:harbor'],
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
        Resource: ['arn:aws:s3:::harbor/*'],
      },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: ['arn:aws:logs:us-east-1:*:log-group:*'],
      },
      {
        Effect: 'Allow',
        Action: ['codebuild:CreateReport', 'codebuild:UpdateReport', 'codebuild:BatchPutTestCases'],
        Resource: ['arn:aws:codebuild:us-east-1:*:report-group/ci-*'],
      },
      { Effect: 'Allow', Action: ['ssm:GetParameters', 'secretsmanager:GetSecretValue'], Resource: ['*'] },
    ],
  });
  role.policies.set('build', policy);
  return { world, scope, client: new CodeBuildClient(inProcessClientConfig(world)) };
}

function trust(service: string) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}

/** Makes the project `ci`: no source, no artifacts, and a buildspec of one command unless told otherwise. */
export async function makeProject(
  client: CodeBuildClient,
  settings: Partial<CreateProjectCommandInput> = {},
): Promise<void> {
  await client.send(
    new CreateProjectCommand({
      name: 'ci',
      source: {
        type: 'NO_SOURCE',
        buildspec: 'version: 0.2\nphases:\n  build:\n    commands: [echo done]\n',
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
      },
      serviceRole: ROLE_ARN,
      ...settings,
    }),
  );
}

/** Starts a build of `ci` and gives its id. */
export async function start(
  client: CodeBuildClient,
  input: Partial<StartBuildCommandInput> = {},
): Promise<string> {
  const { build } = await client.send(new StartBuildCommand({ projectName: 'ci', ...input }));
  return build?.id ?? '';
}

export async function look(client: CodeBuildClient, id: string): Promise<Build> {
  const { builds } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  const build = builds?.[0];
  if (!build) throw new Error(`No build ${id}`);
  return build;
}

/** Looks at a build until `isSo`; fails when the build has ended and it still is not. */
export async function waitFor(
  client: CodeBuildClient,
  id: string,
  isSo: (build: Build) => boolean = (build) => build.buildComplete === true,
): Promise<Build> {
  for (;;) {
    const build = await look(client, id);
    if (isSo(build)) return build;
    if (build.buildComplete === true) throw new Error(`Build ${id} has ended: ${build.buildStatus}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The lines of a build's log, without line ends. */
export function logOf(scope: Scope, build: Build): string[] {
  const group = logsState(scope).groups.get(build.logs?.groupName ?? '');
  const stream = group?.streams.get(build.logs?.streamName ?? '');
  return (stream?.events ?? []).map(({ message }) => message.replace(/\n$/, ''));
}

/** Phase types with their status. */
export function phasesOf(build: Build): string[] {
  return (build.phases ?? []).map(({ phaseType, phaseStatus }) =>
    [phaseType, phaseStatus].filter(Boolean).join(' '),
  );
}

/** Log lines with the time of CodeBuild's own ones left out. */
export function withoutTime(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line.replace(/^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} /, '[Container] '),
  );
}
