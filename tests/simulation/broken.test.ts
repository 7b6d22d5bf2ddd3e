import '../support/simulation/with-thin-clients.ts';
import { describe, expect, test } from 'vitest';
import { type AwsAnswer, goodAnswer } from '../support/simulation/aws-request.ts';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { answering, changing, isNoticed, without } from '../support/simulation/breakages.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import type { Breakage } from '../support/simulation/report.ts';

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

describe('the invariants of every kind of run notice', () => {
  test.each<[string, Parameters<typeof isNoticed>[0], string]>([
    ['pull requests', runPullRequestSeed, 'pull-request#'],
    ['replication', runReplicationSeed, 'replica#'],
    ['backups', runBackupSeed, 'backup#'],
  ])('a record that grows out of its bounds, of %s', async (_of, run, kind) => {
    const complaint = new RegExp(`^${kind}\\S+ was written with \\d+ bytes, which is more than 102400$`);

    expect(await isNoticed(run, () => withLargeRecords(kind), complaint)).toBe(true);
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

/** Every record of a kind holds some 100 KB more than the product wrote. */
function withLargeRecords(kind: string): Breakage {
  return changing('dynamodb:PutItem', (input) => {
    const item = input['Item'] as { pk: { S: string } };
    if (!item.pk.S.startsWith(kind)) return input;
    return { ...input, Item: { ...item, more: { S: '🦀'.repeat(26_000) } } };
  });
}
