import {
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreatePullRequestCommand,
  CreateRepositoryCommand,
  GetCommentsForPullRequestCommand,
} from '@aws-sdk/client-codecommit';
import type { World } from '../../sandbox/kernel/world.ts';
import { inProcessClientConfig } from './in-process.ts';

/** A pull request that somebody opened by AWS's own operations, and goes on pushing to. */
export interface OpenedPullRequest {
  readonly pullRequestId: string;
  /** Commits to its branch. Gives the commit. */
  push(text: string): Promise<string>;
}

/** Makes the repository with a commit on main, and opens a pull request of `feature` into it. */
export async function openPullRequest(world: World, repositoryName: string): Promise<OpenedPullRequest> {
  const client = new CodeCommitClient(inProcessClientConfig(world));
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  const commit = async (branchName: string, text: string, parentCommitId?: string): Promise<string> => {
    const { commitId = '' } = await client.send(
      new CreateCommitCommand({
        repositoryName,
        branchName,
        putFiles: [{ filePath: 'README.md', fileContent: Buffer.from(text) }],
        ...(parentCommitId !== undefined && { parentCommitId }),
      }),
    );
    return commitId;
  };
  const first = await commit('main', 'Hello\n');
  await client.send(new CreateBranchCommand({ repositoryName, branchName: 'feature', commitId: first }));
  let tip = await commit('feature', 'Hello, harbor\n', first);
  const targets = [{ repositoryName, sourceReference: 'feature', destinationReference: 'main' }];
  const { pullRequest } = await client.send(
    new CreatePullRequestCommand({ title: 'Greet the harbor', targets }),
  );
  return {
    pullRequestId: pullRequest?.pullRequestId ?? '',
    async push(text) {
      tip = await commit('feature', text, tip);
      return tip;
    },
  };
}

/** The texts of all comments on a pull request. */
export async function commentsOn(world: World, pullRequestId: string): Promise<string[]> {
  const client = new CodeCommitClient(inProcessClientConfig(world));
  const { commentsForPullRequestData = [] } = await client.send(
    new GetCommentsForPullRequestCommand({ pullRequestId }),
  );
  return commentsForPullRequestData.flatMap(({ comments = [] }) =>
    comments.map(({ content = '' }) => content),
  );
}
