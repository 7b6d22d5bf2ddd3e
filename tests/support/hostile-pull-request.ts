import {
  CodeCommitClient,
  CreateBranchCommand,
  CreatePullRequestCommand,
  GetBranchCommand,
  PostCommentForPullRequestCommand,
  PutFileCommand,
} from '@aws-sdk/client-codecommit';
import type { World } from '../../sandbox/kernel/world.ts';
import { inProcessClientConfig } from './in-process.ts';

const repositoryName = 'harbor-ledger';
const script = '<script>globalThis.pwned = 1</script><img src=x onerror="globalThis.pwned = 1">';

/** Opens a pull request whose every text tries to run a script; gives its id. */
export async function hostilePullRequest(world: World): Promise<string> {
  const client = new CodeCommitClient(inProcessClientConfig(world));
  const { branch: main } = await client.send(new GetBranchCommand({ repositoryName, branchName: 'main' }));
  const branchName = 'feature/<b>`|x';
  await client.send(new CreateBranchCommand({ repositoryName, branchName, commitId: main?.commitId ?? '' }));
  const { commitId = '' } = await client.send(
    new PutFileCommand({
      repositoryName,
      branchName,
      filePath: 'notes.txt',
      fileContent: Buffer.from('hello\n'),
      parentCommitId: main?.commitId ?? '',
    }),
  );
  const { pullRequest } = await client.send(
    new CreatePullRequestCommand({
      title: script,
      description: `${script} [click](javascript:globalThis.pwned=1)`,
      targets: [{ repositoryName, sourceReference: branchName, destinationReference: 'main' }],
    }),
  );
  const pullRequestId = pullRequest?.pullRequestId ?? '';
  await client.send(
    new PostCommentForPullRequestCommand({
      pullRequestId,
      repositoryName,
      beforeCommitId: main?.commitId ?? '',
      afterCommitId: commitId,
      content: `a comment that means no good ${script} ![x](javascript:globalThis.pwned=1)`,
    }),
  );
  return pullRequestId;
}
