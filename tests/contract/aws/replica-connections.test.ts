import type { Agent } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { codeCommitReplica } from '../../../shared/aws/codecommit-replica.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const move = { ref: 'refs/heads/main', old: 'b'.repeat(40), new: 'a'.repeat(40) };
const order = { missingSince: {}, quarantined: {} };

/** A replica that git cannot reach, with a count of the connections that were opened and closed again. */
async function unreachable(error: Error) {
  const { settings } = await serviceSaying({
    output: { repositoryMetadata: { Arn: 'arn', defaultBranch: 'main' } },
  });
  const closed = new Map<Agent, number>();
  const replica = codeCommitReplica(
    {
      repository: 'ledger',
      from: 'us-east-1',
      to: 'eu-west-2',
      policy: mirrorPolicy,
      now: () => 0,
      async exchange({ agent }) {
        if (!closed.has(agent)) {
          closed.set(agent, 0);
          const destroy = agent.destroy.bind(agent);
          vi.spyOn(agent, 'destroy').mockImplementation(() => {
            closed.set(agent, (closed.get(agent) ?? 0) + 1);
            destroy();
          });
        }
        throw error;
      },
    },
    settings,
  );
  return { replica, closed };
}

describe.each([
  ['cannot be reached', new ControllerError('remote-unreachable', 'ECONNREFUSED')],
  ['fails in a way that nobody foresaw', new TypeError('x is not a function')],
])('a side of a replication that %s', (_how, error) => {
  it('fails a push of one branch, and its connections are closed', async () => {
    const { replica, closed } = await unreachable(error);

    await expect(replica.pushUpdate(move, { onlyFastForward: false })).rejects.toBe(error);

    expect([...closed.values()]).toEqual([1]);
  });

  it('fails a whole run, and its connections are closed', async () => {
    const { replica, closed } = await unreachable(error);

    await expect(replica.sync(order)).rejects.toBe(error);

    expect([...closed.values()]).toEqual([1]);
  });
});
