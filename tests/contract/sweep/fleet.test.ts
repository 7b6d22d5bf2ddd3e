import { describe, expect, it } from 'vitest';
import { measureHour } from '../../../bench/fleet/measure-hour.ts';

// The real function with real SDK clients on the sandbox, for an hour of simulated minutes.
describe('in an hour the sweep looks once', () => {
  it('at each repository that is listed, and at both of its projects', async () => {
    const { calls, runs } = await measureHour(3, 'listed');

    expect(runs).toBe(60);
    expect(calls).toMatchObject({
      'codecommit:ListPullRequests': 3,
      'codebuild:ListBuildsForProject': 6,
      'codebuild:BatchGetBuilds': 6,
      // Each pull request is due once in the hour; nobody else is woken.
      'lambda:Invoke': 6,
    });
    expect(calls).not.toHaveProperty('codecommit:ListRepositories');
  });

  it('at each repository that fits a pattern, whose names it lists every minute', async () => {
    const { calls } = await measureHour(3, 'by one pattern');

    expect(calls).toMatchObject({
      'codecommit:ListRepositories': 60,
      'codecommit:ListPullRequests': 3,
      'codebuild:ListBuildsForProject': 6,
    });
  });
});
