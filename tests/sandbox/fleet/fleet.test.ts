import {
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreatePullRequestCommand,
  CreateRepositoryCommand,
  GetCommentsForPullRequestCommand,
} from '@aws-sdk/client-codecommit';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { until } from '../../../sandbox/tour/until.ts';
import { exceptedRepository, type FleetForm, fleetRepository } from '../../support/fleet-config.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { fleetSandbox, saveProjects } from './fleet-stack.ts';

describe.each<FleetForm>(['by-name', 'by-pattern'])(
  'a stack for a thousand repositories with two checks each, %s',
  (form) => {
    it('builds a push to the first, the 500th and the last of them, and says so in its comment', async () => {
      const sandbox = await fleetSandbox(form);
      onTestFinished(() => sandbox.stop());

      for (const index of [0, 499, 999]) {
        const repository = fleetRepository(index);
        // They are made after the stack was deployed.
        const { pullRequestId, push } = await openPullRequest(sandbox, repository);
        const commit = await push('Second thoughts\n');

        const comment = await commentAt(sandbox, pullRequestId, commit);

        expect(comment).toContain('### ✅ Builds passed');
        expect(comment).toContain('unit: passing');
        expect(comment).toContain('lint: passing');
      }
      expect(policyUsage(scopeOf(sandbox.world, 'us-east-1')).refusals).toEqual([]);
    });
  },
);

describe('a repository that its pattern leaves out', () => {
  it('wakes the function, which leaves it alone', async () => {
    const sandbox = await fleetSandbox('by-pattern');
    onTestFinished(() => sandbox.stop());
    const scope = scopeOf(sandbox.world, 'us-east-1');

    const { pullRequestId } = await openPullRequest(sandbox, exceptedRepository);

    const ownLog = () => logsState(scope).groups.get('/aws/lambda/drawbridge-sandbox-validate-pull-request');
    const decided = await until('the decision about the pull request', async () =>
      [...(ownLog()?.streams.values() ?? [])]
        .flatMap(({ events }) => events.map(({ message }) => message))
        .find((message) => message.includes(exceptedRepository)),
    );
    expect(decided).toContain(`repository ${exceptedRepository} is not in drawbridge.yml for us-east-1`);
    expect(await commentsOn(sandbox, pullRequestId)).toEqual([]);
    expect(policyUsage(scope).refusals).toEqual([]);
  });
});

async function openPullRequest(sandbox: Sandbox, repositoryName: string) {
  const client = new CodeCommitClient(inProcessClientConfig(sandbox.world));
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  saveProjects(sandbox, repositoryName);
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
  const second = await commit('feature', 'Hello, fleet\n', first);
  const targets = [{ repositoryName, sourceReference: 'feature', destinationReference: 'main' }];
  const { pullRequest } = await client.send(new CreatePullRequestCommand({ title: 'Greet', targets }));
  return {
    pullRequestId: pullRequest?.pullRequestId ?? '',
    push: (text: string) => commit('feature', text, second),
  };
}

/** The comment once all builds of the commit have ended. */
async function commentAt(sandbox: Sandbox, pullRequestId: string, commit: string): Promise<string> {
  return until(`the comment about ${commit}`, async () => {
    const [comment = ''] = await commentsOn(sandbox, pullRequestId);
    return comment.includes(commit.slice(0, 7)) && !/started|queued|running/i.test(comment) && comment;
  });
}

async function commentsOn(sandbox: Sandbox, pullRequestId: string): Promise<string[]> {
  const client = new CodeCommitClient(inProcessClientConfig(sandbox.world));
  const { commentsForPullRequestData = [] } = await client.send(
    new GetCommentsForPullRequestCommand({ pullRequestId }),
  );
  return commentsForPullRequestData.flatMap(({ comments = [] }) =>
    comments.map(({ content = '' }) => content),
  );
}
