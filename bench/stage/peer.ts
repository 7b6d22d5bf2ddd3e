import { createWorld } from '../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../sandbox/kernel/ids.ts';
import { type Scope, scopeOf, type World } from '../../sandbox/kernel/world.ts';
import { saveProject } from '../../sandbox/services/codebuild/save-project.ts';
import { gitBackend } from '../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitInMemory } from '../../sandbox/services/codecommit/objects/git-in-memory.ts';
import { writeRule } from '../../sandbox/services/events/write-rule.ts';
import { writeTargets } from '../../sandbox/services/events/write-targets.ts';
import { readPolicy } from '../../sandbox/services/iam/policy.ts';
import { createRole } from '../../sandbox/services/iam/roles.ts';
import { services } from '../../sandbox/services/index.ts';
import { makeFunction } from '../../sandbox/services/lambda/manage-function.ts';
import { addStatement } from '../../sandbox/services/lambda/permissions.ts';
import { functionRunner } from '../../sandbox/services/lambda/runner/function-runner.ts';
import { inProcessRunner } from '../../sandbox/services/lambda/runner/in-process-runner.ts';
import { repositoryName } from '../../tests/support/simulation/pull-requests/configs.ts';
import type { PeerProcess } from './peer-process.ts';
import type { Contender } from './stage.ts';

const functionName = 'code-build-result';
const project = `${repositoryName}-pull-request`;

/**
 * @cloudcomponents/cdk-pull-request-check as its construct sets it up: one rule starts the build of a pull request
 * by itself, another hands every state change of that project's builds to its function. Its own defaults: it
 * comments, and it approves and revokes.
 */
export function peerContender(peer: PeerProcess): Contender {
  return {
    name: 'cdk-pull-request-check 2.3.0',
    project,
    makeWorld({ clock, ids, handler }) {
      const world: World = createWorld({
        services,
        adminSecret: 'test',
        clock,
        ids: idsFrom(ids.hex, ids.random),
        folder: '/nowhere',
      });
      const run = handler(functionName, (event, calls) => peer.handle({ event, world, calls }));
      gitBackend.provide(world, gitInMemory());
      functionRunner.provide(world, inProcessRunner(new Map([[functionName, run]])));
      const scope = scopeOf(world, 'us-east-1');
      makeProject(scope);
      makeResultFunction(scope);
      makePullRequestRule(scope);
      return world;
    },
  };
}

function makeProject(scope: Scope): void {
  saveProject(scope, {
    name: project,
    source: {
      type: 'CODECOMMIT',
      location: `https://git-codecommit.us-east-1.amazonaws.com/v1/repos/${repositoryName}`,
    },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:5.0', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${scope.account}:role/builds`,
  });
}

function makeResultFunction(scope: Scope): void {
  const role = createRole(scope, { roleName: functionName, trustPolicy: trusts('lambda.amazonaws.com') });
  const made = makeFunction(
    scope,
    { FunctionName: functionName, Role: role.arn, Runtime: 'nodejs18.x' },
    { sha256: '', size: 0 },
  );
  addStatement(scope, made, {
    qualifier: '',
    input: { StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
  });
  const rule = writeRule(scope, {
    Name: 'PullRequestValidationRule',
    EventPattern: JSON.stringify({
      source: ['aws.codebuild'],
      'detail-type': ['CodeBuild Build State Change'],
      detail: { 'project-name': [project] },
    }),
  });
  writeTargets(rule, [
    { Id: 'Target0', Arn: `arn:aws:lambda:${scope.region}:${scope.account}:function:${functionName}` },
  ]);
}

function makePullRequestRule(scope: Scope): void {
  const projectArn = `arn:aws:codebuild:${scope.region}:${scope.account}:project/${project}`;
  const role = createRole(scope, { roleName: 'start-builds', trustPolicy: trusts('events.amazonaws.com') });
  role.policies.set(
    'start',
    readPolicy({ Statement: { Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: projectArn } }),
  );
  const rule = writeRule(scope, {
    Name: 'PullRequestRule',
    EventPattern: JSON.stringify({
      source: ['aws.codecommit'],
      'detail-type': ['CodeCommit Pull Request State Change'],
      resources: [`arn:aws:codecommit:${scope.region}:${scope.account}:${repositoryName}`],
      detail: { event: ['pullRequestSourceBranchUpdated', 'pullRequestCreated'] },
    }),
  });
  writeTargets(rule, [{ Id: 'Target0', Arn: projectArn, RoleArn: role.arn, InputTransformer: buildInput() }]);
}

/** What the rule asks CodeBuild for: the source commit, and the pull request's parts as variables of the build. */
function buildInput() {
  const paths = {
    pullRequestId: '$.detail.pullRequestId',
    repositoryName: '$.detail.repositoryNames[0]',
    sourceCommit: '$.detail.sourceCommit',
    destinationCommit: '$.detail.destinationCommit',
    revisionId: '$.detail.revisionId',
  };
  const variables = Object.keys(paths).map(
    (name) => `{"name":"${name}","value":<${name}>,"type":"PLAINTEXT"}`,
  );
  return {
    InputPathsMap: paths,
    InputTemplate: `{"sourceVersion":<sourceCommit>,"environmentVariablesOverride":[${variables.join(',')}]}`,
  };
}

function trusts(service: string) {
  return { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] };
}
