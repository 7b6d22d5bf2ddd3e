import '../support/simulation/with-thin-clients.ts';
import { describe, expect, test } from 'vitest';
import { goodAnswer, type Members } from '../support/simulation/aws-request.ts';
import { answering, changing, isNoticed } from '../support/simulation/breakages.ts';
import { isCalm } from '../support/simulation/faults.ts';
import { secrets } from '../support/simulation/hostile/worst-logs.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import type { Breakage } from '../support/simulation/report.ts';
import { mallory } from '../support/simulation/scripted-builds.ts';

// Each of these lets Mallory have her way, between the function and AWS, and some run must notice.

const ourRole = 'drawbridge-prod-validate-pull-request';

const run: Parameters<typeof isNoticed>[0] = (seed, breakage) =>
  runPullRequestSeed(seed, { ...breakage, isHostile: true });

describe('with Mallory among the developers the invariants notice', () => {
  test('that a build of hers counts', async () => {
    const believed = answeringWith('codebuild:BatchGetBuilds', 'builds', (build) =>
      build['initiator'] === mallory ? { ...build, initiator: `${ourRole}/${ourRole}` } : build,
    );

    expect(
      await isNoticed(run, () => believed, /the comment .* says ".*: passing #\d+", which never was/),
    ).toBe(true);
  });

  test('that a secret is told which a build has printed', async () => {
    const told = changing('codecommit:UpdateComment', (input) => ({
      ...input,
      content: `${String(input['content'])}\n\n${secrets[0]}`,
    }));

    expect(await isNoticed(run, () => told, /tells the secret ghp_/)).toBe(true);
  });

  test('that a comment of hers is taken for ours', async () => {
    const believed = answeringWith(
      'codecommit:GetCommentsForPullRequest',
      'commentsForPullRequestData',
      (data) => ({
        ...data,
        comments: (data['comments'] as Members[]).map((comment) => ({
          ...comment,
          authorArn: `arn:aws:sts::111122223333:assumed-role/${ourRole}/${ourRole}`,
        })),
      }),
    );

    expect(await isNoticed(run, () => believed, /\(OPEN\) has no status comment|and should say/)).toBe(true);
  });
});

test('with Mallory among those who push the invariants notice an overwriting that nobody is told of', async () => {
  const untold = answering('events:PutEvents', {});

  expect(
    await isNoticed(
      async (seed, breakage) =>
        isCalm(seed)
          ? runReplicationSeed(seed, { ...breakage, isHostile: true })
          : { seed, problems: [], lines: [] },
      () => untold,
      / of the replica, is gone without a word$/,
    ),
  ).toBe(true);
});

/** Changes each item of a list that AWS answers. */
function answeringWith(operation: string, list: string, change: (item: Members) => Members): Breakage {
  return {
    async intercept(request, send) {
      const answer = await send(request);
      if (request.operation !== operation || !answer.isGood) return answer;
      // The thin clients get an operation's output as it is.
      const output = answer.give() as Members;
      const items = (output[list] ?? []) as Members[];
      return goodAnswer(request, { ...output, [list]: items.map(change) });
    },
  };
}
