import { AwsError } from '../../../sandbox/kernel/errors.ts';
import type { CallContext } from '../../../sandbox/kernel/service.ts';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { interruptBuild } from '../../../sandbox/services/codebuild/queue.ts';
import { startBuild } from '../../../sandbox/services/codebuild/start.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { createBranch } from '../../../sandbox/services/codecommit/branches/operations/create-branch.ts';
import { branchTip, moveReference } from '../../../sandbox/services/codecommit/branches/references.ts';
import { postCommentForPullRequest } from '../../../sandbox/services/codecommit/comments/operations/post-comment-for-pull-request.ts';
import { createCommit } from '../../../sandbox/services/codecommit/commits/operations/create-commit.ts';
import { mergePullRequestByThreeWay } from '../../../sandbox/services/codecommit/merges/operations/merge-pull-request-by-three-way.ts';
import { createPullRequest } from '../../../sandbox/services/codecommit/pull-requests/operations/create-pull-request.ts';
import { updatePullRequestStatus } from '../../../sandbox/services/codecommit/pull-requests/operations/update-pull-request-status.ts';
import { pullRequestOf } from '../../../sandbox/services/codecommit/pull-requests/pull-requests.ts';
import { createRepository } from '../../../sandbox/services/codecommit/repositories/operations/create-repository.ts';
import { repositoryOf } from '../../../sandbox/services/codecommit/repositories/repositories.ts';

/** What people do in the one repository of a run, each directly and without faults. */
export interface People {
  /** Makes the repository with a first commit on main. */
  begin(): Promise<void>;
  /** Commits to the branch, which is made from main when it does not exist. Gives the commit. */
  push(branch: string): Promise<string>;
  /** Puts a commit that does not follow from the branch's tip in its place. */
  forcePush(branch: string): Promise<string>;
  /** Moves the branch to a commit that it had before. */
  goBack(branch: string, commit: string): Promise<void>;
  /** Opens a pull request into main. Gives its id. */
  open(branch: string): Promise<string>;
  merge(pullRequestId: string): Promise<void>;
  close(pullRequestId: string): Promise<void>;
  comment(pullRequestId: string): Promise<void>;
  /** Stops whichever build runs longest, if one does. Gives its id. */
  stopABuild(): string | undefined;
  /** Starts a build of a branch, as somebody does in the console. Gives its id, or why there was none. */
  buildBranch(project: string, branch: string): string;
}

/** One of them, as an operation sees her. */
export function asAda(scope: Scope): CallContext {
  const arn = `arn:aws:iam::${scope.account}:user/ada`;
  return { ...scope, principal: { kind: 'user', arn, userId: 'AIDAADA' }, requestId: 'people' };
}

/** People who work on `repositoryName` of this place; those with other file names do not get in each other's way. */
export function people(scope: Scope, repositoryName: string, fileName = 'file'): People {
  const context = asAda(scope);
  const repository = () => repositoryOf(scope, repositoryName);
  let files = 0;
  const commit = async (branchName: string, parentCommitId: string | undefined) => {
    files += 1;
    const { commitId = '' } = await createCommit.handle(
      {
        repositoryName,
        branchName,
        parentCommitId,
        putFiles: [{ filePath: `${fileName}-${files}.txt`, fileContent: Buffer.from(`${files}`) }],
      },
      context,
    );
    return commitId;
  };
  const fromMain = async (branch: string) => {
    const commitId = await branchTip(context, repository(), 'main');
    await createBranch.handle({ repositoryName, branchName: branch, commitId }, context);
    return commit(branch, commitId);
  };
  const move = async (branch: string, to: string) => {
    const from = await branchTip(context, repository(), branch);
    if (from !== to) await moveReference(context, repository(), { ref: `refs/heads/${branch}`, from, to });
  };
  return {
    async begin() {
      await createRepository.handle({ repositoryName }, context);
      await commit('main', undefined);
    },
    async push(branch) {
      const tip = await branchTip(context, repository(), branch);
      return tip === undefined ? fromMain(branch) : commit(branch, tip);
    },
    async forcePush(branch) {
      const other = await fromMain(`${branch}-again-${files}`);
      await move(branch, other);
      return other;
    },
    goBack: move,
    async open(branch) {
      const targets = [{ repositoryName, sourceReference: branch, destinationReference: 'main' }];
      const { pullRequest } = await createPullRequest.handle(
        { title: branch.slice(0, 150), targets },
        context,
      );
      return pullRequest?.pullRequestId ?? '';
    },
    async merge(pullRequestId) {
      if (pullRequestOf(scope, pullRequestId).status === 'CLOSED') return;
      await mergePullRequestByThreeWay.handle({ pullRequestId, repositoryName }, context);
    },
    async close(pullRequestId) {
      await updatePullRequestStatus.handle({ pullRequestId, pullRequestStatus: 'CLOSED' }, context);
    },
    async comment(pullRequestId) {
      const { sourceCommit: afterCommitId, destinationCommit: beforeCommitId } = pullRequestOf(
        scope,
        pullRequestId,
      );
      const place = { pullRequestId, repositoryName, beforeCommitId, afterCommitId };
      await postCommentForPullRequest.handle({ ...place, content: 'Looks good to me.' }, context);
    },
    stopABuild() {
      const build = [...codebuildState(scope).builds.values()].find(({ buildComplete }) => !buildComplete);
      if (build) interruptBuild(scope, build, 'STOPPED');
      return build?.id;
    },
    buildBranch(project, branch) {
      try {
        return startBuild(scope, { projectName: project, sourceVersion: branch }, 'ada').build.id;
      } catch (error) {
        if (error instanceof AwsError) return error.message;
        throw error;
      }
    },
  };
}
