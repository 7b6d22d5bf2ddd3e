import '../support/simulation/with-thin-clients.ts';
import { describe, expect, test } from 'vitest';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';

describe('a run of the simulation', () => {
  test('is the same each time for the same seed', async () => {
    const first = await runPullRequestSeed(61, { isTraced: true });
    await runPullRequestSeed(7);
    const second = await runPullRequestSeed(61, { isTraced: true });

    expect(first.lines.length).toBeGreaterThan(100);
    expect(second.lines).toEqual(first.lines);
  });

  test.each([
    ['replication', runReplicationSeed],
    ['backup', runBackupSeed],
  ])('of %s is the same each time, too', async (_name, run) => {
    const first = await run(11, { isTraced: true });
    await run(7);
    const second = await run(11, { isTraced: true });

    expect(first.lines.length).toBeGreaterThan(100);
    expect(second.lines).toEqual(first.lines);
  });

  test('is another one for another seed', async () => {
    const one = await runPullRequestSeed(61, { isTraced: true });
    const other = await runPullRequestSeed(62, { isTraced: true });

    expect(other.lines).not.toEqual(one.lines);
  });

  test('tells time, function, call, fault and decision', async () => {
    const { lines } = await runPullRequestSeed(61, { isTraced: true });

    expect(lines).toContainEqual(
      expect.stringMatching(
        /^03-02T09:\d\d:\d\d\.\d{3} validate-pull-request\/\d+ is given pullRequestCreated/,
      ),
    );
    expect(lines).toContainEqual(expect.stringMatching(/ codebuild:StartBuild ok$/));
    expect(lines).toContainEqual(expect.stringMatching(/ refused: (throttled|server-error|no-connection)$/));
    expect(lines).toContainEqual(expect.stringMatching(/done: pull request 1 \(open\) at [0-9a-f]{7}: /));
  });
});
