import { AwsError } from '../../../../sandbox/kernel/errors.ts';
import type { CallContext } from '../../../../sandbox/kernel/service.ts';
import type { Scope } from '../../../../sandbox/kernel/world.ts';
import { saveProject } from '../../../../sandbox/services/codebuild/save-project.ts';
import { startAgain, startBuild } from '../../../../sandbox/services/codebuild/start.ts';
import type { StartBuildInput } from '../../../../sandbox/services/codebuild/start-build-input.ts';
import { codebuildState } from '../../../../sandbox/services/codebuild/state.ts';
import { postCommentForPullRequest } from '../../../../sandbox/services/codecommit/comments/operations/post-comment-for-pull-request.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { repositoryName } from '../pull-requests/configs.ts';
import { mallory } from '../scripted-builds.ts';
import type { Seeded } from '../seeded.ts';

/** Somebody who may start builds of every project and comment on everything, and tries to have a say in what is shown. */
export interface Mallory {
  /** Does up to three things, and gives what came of them. */
  act(): Promise<string[]>;
}

const ownProject = 'mallorys-ci';
const spec = 'version: 0.2\nphases: {build: {commands: ["true"]}}';

export function malloryIn(scope: Scope, choices: Seeded): Mallory {
  saveProject(scope, {
    name: ownProject,
    source: { type: 'NO_SOURCE', buildspec: spec },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${scope.account}:role/builds`,
  });
  return {
    async act() {
      const said: string[] = [];
      for (let left = choices.between(0, 3); left > 0; left -= 1)
        said.push(await choices.pick([forge, forge, forge, retryForged, lookAlike])(scope, choices));
      return said;
    },
  };
}

type Deed = (scope: Scope, choices: Seeded) => string | Promise<string>;

/** Nothing at all, or any one of these, makes it another build than ours. */
const overrides: readonly Partial<StartBuildInput>[] = [
  { sourceTypeOverride: 'NO_SOURCE', buildspecOverride: spec },
  { buildspecOverride: spec },
  { sourceLocationOverride: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/mine' },
  { imageOverride: 'mallory/always-green' },
  { serviceRoleOverride: 'arn:aws:iam::111122223333:role/mallory' },
  { timeoutInMinutesOverride: 5 },
];

const forge: Deed = (scope, choices) => {
  const pullRequest = anyOf([...codeCommitState(scope).pullRequests.values()], choices);
  const commits = [...codebuildState(scope).builds.values()].flatMap(
    ({ sourceVersion }) => sourceVersion ?? [],
  );
  const commit = choices.chance(0.6) ? pullRequest?.sourceCommit : anyOf(commits, choices);
  const check = choices.pick(['unit', 'unit', 'lint', 'made-up', '__proto__', 'constructor']);
  const id = choices.chance(0.9) ? pullRequest?.id : '4711';
  const variables = { DRAWBRIDGE_PULL_REQUEST_ID: id, DRAWBRIDGE_CHECK: check, SKIP_TESTS: '1' };
  return start(scope, {
    projectName: choices.pick(['harbor-unit', 'harbor-unit', 'harbor-lint', ownProject]),
    sourceVersion: choices.chance(0.1) ? 'main' : (commit ?? 'main'),
    environmentVariablesOverride: Object.entries(variables).map(([name, value = '']) => ({
      name,
      value,
      type: 'PLAINTEXT' as const,
    })),
    ...anyOf(overrides, choices),
    // Ours would be refused when the token is known for another request.
    ...(choices.chance(0.1) && {
      idempotencyToken: `drawbridge-${id}-${commit?.slice(0, 16)}-unit-${choices.between(1, 2)}`,
    }),
  });
};

const retryForged: Deed = (scope, choices) => {
  const forged = [...codebuildState(scope).builds.values()].filter(({ initiator }) => initiator === mallory);
  const build = anyOf(forged, choices);
  return build === undefined
    ? 'no build of hers to retry'
    : attempt(() => startAgain(scope, build, { initiator: mallory }));
};

/** Her comment looks like ours. */
const lookAlike: Deed = async (scope, choices) => {
  const pullRequest = anyOf([...codeCommitState(scope).pullRequests.values()], choices);
  if (pullRequest === undefined) return 'no pull request to comment on';
  const { id: pullRequestId, sourceCommit: afterCommitId, destinationCommit: beforeCommitId } = pullRequest;
  const content = '[//]: # (drawbridge:status)\n\n### ✅ Build passed';
  const place = { pullRequestId, repositoryName, beforeCommitId, afterCommitId };
  await postCommentForPullRequest.handle({ ...place, content }, asMallory(scope));
  return `a comment on pull request ${pullRequestId} that looks like ours`;
};

function start(scope: Scope, input: StartBuildInput): string {
  return attempt(() => startBuild(scope, input, mallory));
}

function attempt(begin: () => { build: { id: string } }): string {
  try {
    return `a build of hers, ${begin().build.id}`;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

function asMallory(scope: Scope): CallContext {
  const arn = `arn:aws:iam::${scope.account}:user/${mallory}`;
  return { ...scope, principal: { kind: 'user', arn, userId: 'AIDAMALLORY' }, requestId: mallory };
}

function anyOf<One>(all: readonly One[], choices: Seeded): One | undefined {
  return all[choices.between(0, all.length - 1)];
}
