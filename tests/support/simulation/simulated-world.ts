import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { type Scope, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { type BuildRunner, buildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { saveProject } from '../../../sandbox/services/codebuild/save-project.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitInMemory } from '../../../sandbox/services/codecommit/objects/git-in-memory.ts';
import { makeTable } from '../../../sandbox/services/dynamodb/create-table.ts';
import { writeRule } from '../../../sandbox/services/events/write-rule.ts';
import { writeTargets } from '../../../sandbox/services/events/write-targets.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { services } from '../../../sandbox/services/index.ts';
import { setEventInvokeConfig } from '../../../sandbox/services/lambda/event-invoke-config.ts';
import { makeFunction } from '../../../sandbox/services/lambda/manage-function.ts';
import { addStatement } from '../../../sandbox/services/lambda/permissions.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import {
  type InProcessHandler,
  inProcessRunner,
} from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { makeBucket } from '../../../sandbox/services/s3/make-bucket.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { addVersion, makeSecret } from '../../../sandbox/services/secretsmanager/write-secret.ts';
import { makeQueue } from '../../../sandbox/services/sqs/make-queue.ts';
import { isTemplate } from '../../../shared/config/project-template.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { stackTable } from '../stack-table.ts';
import type { FunctionFile, FunctionFiles, FunctionName } from './function-files.ts';
import type { Seeded } from './seeded.ts';
import type { SimulatedClock } from './simulated-clock.ts';

export const tableName = 'drawbridge-prod-table';
export const queueName = 'drawbridge-prod-dead-letters';
export const queueUrl = `http://127.0.0.1:4566/111122223333/${queueName}`;

/** What signs the badges. */
export const badgeKey = 'the key that signs badges in the simulation';

/** Where backups lie. */
export const bucketName = 'drawbridge-prod-backups';

/** The build project that takes replications over. */
export const runnerProject = 'drawbridge-prod-replication-runner';

/** What a function is called in the stack. */
export const stackNameOf = (name: FunctionName) => `drawbridge-prod-${name}`;

/** What a simulated world is made of. */
export interface WorldParts {
  readonly clock: SimulatedClock;
  readonly ids: Seeded;
  readonly builds: BuildRunner;
  readonly config: Config;
  /** The functions that the stack has. */
  readonly functions: FunctionFiles;
  /** Builds that one project runs at once; without a limit when absent. */
  readonly roomForBuilds?: number;
  run(name: FunctionName, timeoutSeconds: number): InProcessHandler;
}

/**
 * A world with the stack in it: table, queue, functions and the rules of their function.yml, and beside it what the
 * configuration names: repositories and projects. Git, builds and functions live in this process; time is simulated.
 */
export function simulatedWorld(parts: WorldParts): World {
  const { clock, ids, config } = parts;
  const functions = Object.entries(parts.functions) as [FunctionName, FunctionFile][];
  const world = createWorld({
    services,
    adminSecret: 'test',
    clock,
    ids: idsFrom(ids.hex, ids.random),
    folder: '/nowhere',
  });
  const scope = scopeOf(world, 'us-east-1');
  gitBackend.provide(world, gitInMemory());
  objectFiles.provide(world, objectFilesInMemory());
  buildRunner.provide(world, parts.builds);
  functionRunner.provide(
    world,
    inProcessRunner(
      new Map(functions.map(([name, { timeout }]) => [stackNameOf(name), parts.run(name, timeout)])),
    ),
  );
  makeTable(scope, { TableName: tableName, ...stackTable });
  makeQueue(scope, queueName);
  addVersion(scope, makeSecret(scope, 'badge-key'), { text: badgeKey });
  for (const [name, file] of functions) makeStackFunction(scope, name, file);
  for (const repository of Object.values(config.repositories))
    for (const { project } of Object.values(repository.pullRequests.builds))
      if (!isTemplate(project)) makeProject(scope, project, parts);
  makeBucket(scope, bucketName);
  if ('replicate-repository' in parts.functions) makeProject(scope, runnerProject, parts);
  return world;
}

function makeStackFunction(scope: Scope, name: FunctionName, file: FunctionFile): void {
  const queueArn = `arn:aws:sqs:${scope.region}:${scope.account}:${queueName}`;
  const FunctionName = stackNameOf(name);
  const role = createRole(scope, {
    roleName: FunctionName,
    trustPolicy: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
  });
  role.policies.set('function', everything);
  const made = makeFunction(
    scope,
    { FunctionName, Role: role.arn, Timeout: file.timeout, Runtime: 'nodejs24.x' },
    { sha256: '', size: 0 },
  );
  setEventInvokeConfig(
    scope,
    { name: FunctionName, qualifier: '' },
    {
      MaximumRetryAttempts: file.maximumRetryAttempts,
      MaximumEventAgeInSeconds: file.maximumEventAge,
      DestinationConfig: { OnFailure: { Destination: queueArn } },
    },
  );
  addStatement(scope, made, {
    qualifier: '',
    input: { StatementId: 'rules', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
  });
  makeRules(scope, file, `arn:aws:lambda:${scope.region}:${scope.account}:function:${FunctionName}`);
}

/** What a function's role grants is proven on the packaged stack; here it may do anything. */
const everything = readPolicy({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** Schedules are not made: the simulation wakes the sweep itself (see `sweeps.ts`). */
function makeRules(scope: Scope, file: FunctionFile, functionArn: string): void {
  for (const { eventBridge } of file.events) {
    if (eventBridge.pattern === undefined) continue;
    const rule = writeRule(scope, {
      Name: eventBridge.name,
      EventPattern: JSON.stringify(eventBridge.pattern),
    });
    const { maximumEventAge, maximumRetryAttempts } = eventBridge.retryPolicy;
    writeTargets(rule, [
      {
        Id: 'function',
        Arn: functionArn,
        RetryPolicy: {
          MaximumEventAgeInSeconds: maximumEventAge,
          MaximumRetryAttempts: maximumRetryAttempts,
        },
      },
    ]);
  }
}

function makeProject(scope: Scope, name: string, { roomForBuilds }: WorldParts): void {
  saveProject(scope, {
    name,
    source: { type: 'CODECOMMIT', location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/app' },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${scope.account}:role/builds`,
    ...(roomForBuilds !== undefined && { concurrentBuildLimit: roomForBuilds }),
  });
}
