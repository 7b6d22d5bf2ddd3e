import '../support/simulation/with-thin-clients.ts';
import { describe, expect, test } from 'vitest';
import { type AwsAnswer, goodAnswer, type Members } from '../support/simulation/aws-request.ts';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import type { Breakage, Report } from '../support/simulation/report.ts';

// An invariant that cannot fail proves nothing: each of these takes one of the product's precautions away, between
// the function and AWS, and some run must notice.
const sweepAsleep: Breakage = {
  alter: (name, handle) =>
    name === 'sweep' ? () => ({ decision: 'done', reason: 'asleep', effects: [] }) : handle,
};

/** Only records arrive in the bucket. */
const bundlesLost: Breakage = {
  intercept: (request, send) =>
    request.operation === 's3:PutObject' && String(request.input['key']).endsWith('.bundle')
      ? Promise.resolve(goodAnswer(request, {}))
      : send(request),
};

describe('the invariants notice', () => {
  test('a build without a natural key', async () => {
    const breakage = changing('codebuild:StartBuild', without('idempotencyToken'));

    expect(
      await isNoticed(runPullRequestSeed, () => breakage, /has two builds for unit at [0-9a-f]{7}/),
    ).toBe(true);
  });

  test('a comment without a natural key', async () => {
    const breakage = changing('codecommit:PostCommentForPullRequest', without('clientRequestToken'));

    expect(await isNoticed(runPullRequestSeed, () => breakage, /has 2 status comments/)).toBe(true);
  });

  test('a record that is written without its condition', async () => {
    const breakage = changing(
      'dynamodb:PutItem',
      without('ConditionExpression', 'ExpressionAttributeValues'),
    );

    expect(
      await isNoticed(runPullRequestSeed, () => breakage, /^pull-request#\d+ state went from version/),
    ).toBe(true);
  });

  test('a recovery that does not look for what a dead run has done', async () => {
    const breakage = answering('codebuild:ListBuildsForProject', { ids: [] });

    expect(await isNoticed(runPullRequestSeed, () => breakage, /has two builds for/)).toBe(true);
  });

  test('a pull request that is remembered and not read', async () => {
    expect(
      await isNoticed(
        runPullRequestSeed,
        rememberingPullRequests,
        /is about [0-9a-f]{7}, though the run had read/,
      ),
    ).toBe(true);
  });

  test('a comment that is not written', async () => {
    const breakage = answering('codecommit:UpdateComment', {});

    expect(await isNoticed(runPullRequestSeed, () => breakage, /the comment says .* and should say/)).toBe(
      true,
    );
  });

  test('a build that is not stopped', async () => {
    const breakage = answering('codebuild:StopBuild', {});

    expect(
      await isNoticed(runPullRequestSeed, () => breakage, /the comment says .*stopped.* and should say/),
    ).toBe(true);
  });

  test('an event that nobody repairs when it was lost', async () => {
    expect(await isNoticed(runPullRequestSeed, () => sweepAsleep, /\(OPEN\) has no status comment/)).toBe(
      true,
    );
  });
});

describe('the invariants notice of the sweep', () => {
  test.each([
    ['finds no pull request', answering('codecommit:ListPullRequests', { pullRequestIds: [] })],
    ['takes turns that it has not had', lookingAhead()],
  ])('that it %s', async (_name, breakage) => {
    expect(await isNoticed(runPullRequestSeed, () => breakage, /\(OPEN\) has no status comment/)).toBe(true);
  });
});

describe('the invariants of replication notice', () => {
  test.each([
    ['an event that nobody repairs when it was lost', sweepAsleep, / and on the replica /],
    ['an event of our own that is not put', answering('events:PutEvents', {}), /^nobody was told that /],
    [
      'a default branch that is not set',
      answering('codecommit:UpdateDefaultBranch', {}),
      /^the default branch is /,
    ],
    ['a listing of the source that is remembered', undefined, / and on the replica /],
  ])('%s', async (_name, breakage, complaint) => {
    const begin = () => breakage ?? rememberingListings();

    expect(await isNoticed(runReplicationSeed, begin, complaint)).toBe(true);
  });
});

describe('the invariants of backups notice', () => {
  test.each([
    ['a repository that nobody looks after', sweepAsleep, /^(there is no backup|the newest point has )/],
    ['an event of our own that is not put', answering('events:PutEvents', {}), /^nobody was told of point /],
    [
      'a scratch repository that is not deleted',
      answering('codecommit:DeleteRepository', {}),
      /was left behind|is not quiet/,
    ],
    ['a bundle that is not written', bundlesLost, / is not what its point says$/],
  ])('%s', async (_name, breakage, complaint) => {
    expect(await isNoticed(runBackupSeed, () => breakage, complaint)).toBe(true);
  });
});

/** Whether a run with the breakage complains so; it is tried with 600 seeds at the most. */
async function isNoticed(
  run: (seed: number, breakage: Breakage) => Promise<Report>,
  breakage: () => Breakage,
  complaint: RegExp,
): Promise<boolean> {
  for (let seed = 1; seed <= 600; seed += 1) {
    const { problems } = await run(seed, breakage());
    if (problems.some((problem) => complaint.test(problem))) return true;
  }
  return false;
}

/** Changes the requests of one operation on their way. */
function changing(operation: string, change: (input: Members) => Members): Breakage {
  return {
    intercept: (request, send) =>
      send(request.operation === operation ? { ...request, input: change(request.input) } : request),
  };
}

/** Answers one operation in the sandbox's place. */
function answering(operation: string, output: Members): Breakage {
  return {
    intercept: (request, send) =>
      request.operation === operation ? Promise.resolve(goodAnswer(request, output)) : send(request),
  };
}

function without(...names: readonly string[]): (input: Members) => Members {
  return (input) => Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
}

/** Whatever the sweep remembers, it believes to have looked at everything long after now. */
function lookingAhead(): Breakage {
  return changing('dynamodb:PutItem', (input) => {
    const item = input['Item'] as { pk: { S: string }; record: { S: string } };
    if (item.pk.S !== 'sweep') return input;
    const record = {
      ...(JSON.parse(item.record.S) as object),
      lookedUntil: { repository: 8.64e15 },
      postponed: [],
    };
    return { ...input, Item: { ...item, record: { S: JSON.stringify(record) } } };
  });
}

function rememberingPullRequests(): Breakage {
  const known = new Map<string, AwsAnswer>();
  return {
    async intercept(request, send) {
      if (request.operation !== 'codecommit:GetPullRequest') return send(request);
      const key = String(request.input['pullRequestId']);
      const given = known.get(key) ?? (await send(request));
      known.set(key, given);
      return given;
    },
  };
}

function rememberingListings(): Breakage {
  let first: AwsAnswer | undefined;
  return {
    async intercept(request, send) {
      if (request.operation !== 'codecommit:GitPull' || request.input['method'] !== 'GET')
        return send(request);
      first ??= await send(request);
      return first;
    },
  };
}
