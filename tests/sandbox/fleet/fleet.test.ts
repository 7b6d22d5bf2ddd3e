import { describe, expect, it, onTestFinished } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { until } from '../../../sandbox/tour/until.ts';
import { commentsOn, openPullRequest } from '../../support/a-pull-request.ts';
import { exceptedRepository, type FleetForm, fleetRepository } from '../../support/fleet-config.ts';
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
        const { pullRequestId, push } = await openWithProjects(sandbox, repository);
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

    const { pullRequestId } = await openWithProjects(sandbox, exceptedRepository);

    const ownLog = () => logsState(scope).groups.get('/aws/lambda/drawbridge-sandbox-validate-pull-request');
    const decided = await until('the decision about the pull request', async () =>
      [...(ownLog()?.streams.values() ?? [])]
        .flatMap(({ events }) => events.map(({ message }) => message))
        .find((message) => message.includes(exceptedRepository)),
    );
    expect(decided).toContain(`repository ${exceptedRepository} is not in drawbridge.yml for us-east-1`);
    expect(await commentsOn(sandbox.world, pullRequestId)).toEqual([]);
    expect(policyUsage(scope).refusals).toEqual([]);
  });
});

/** The projects are there before anything can be built. */
function openWithProjects(sandbox: Sandbox, repository: string) {
  saveProjects(sandbox, repository);
  return openPullRequest(sandbox.world, repository);
}

/** The comment once all builds of the commit have ended. */
async function commentAt(sandbox: Sandbox, pullRequestId: string, commit: string): Promise<string> {
  return until(`the comment about ${commit}`, async () => {
    const [comment = ''] = await commentsOn(sandbox.world, pullRequestId);
    return comment.includes(commit.slice(0, 7)) && !/started|queued|running/i.test(comment) && comment;
  });
}
