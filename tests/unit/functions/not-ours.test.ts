import { describe, expect, it } from 'vitest';
import { reportBuild } from '../../../functions/report-build/assemble.ts';
import { validatePullRequest } from '../../../functions/validate-pull-request/assemble.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import { textOf } from '../../support/source-files.ts';

const opened = JSON.parse(textOf('events/codecommit/pull-request-state-change/created.json'));
const forAPullRequest = JSON.parse(
  textOf('events/codebuild/build-state-change/failed-for-a-pull-request.json'),
);
const onABranch = JSON.parse(textOf('events/codebuild/build-state-change/succeeded-on-a-branch.json'));

describe('an event that a rule lets through and that is of nobody who is looked after', () => {
  it.each([
    ['a pull request', opened, 'repository harbor-ledger is not in drawbridge.yml for eu-west-1'],
    [
      'a build for a pull request',
      forAPullRequest,
      'project harbor-ledger-ci is not in drawbridge.yml for eu-west-1',
    ],
  ])('of %s is acknowledged by validate-pull-request without a call', async (_, event, reason) => {
    const { functions, calls } = world();

    expect(await functions.validatePullRequest(event)).toEqual({ decision: 'done', reason, effects: [] });
    expect(calls).toEqual([]);
  });

  it('of a build on a branch is acknowledged by report-build without a call', async () => {
    const { functions, calls } = world();

    expect(await functions.reportBuild(onABranch)).toEqual({
      decision: 'done',
      reason: 'project harbor-ledger-ci is not in drawbridge.yml for eu-west-1',
      effects: [],
    });
    expect(calls).toEqual([]);
  });

  it('is acted upon when its repository does fit', async () => {
    const { functions, calls } = world('harbor-*');

    await expect(functions.validatePullRequest(opened)).rejects.toThrow('no network');
    expect(calls).not.toEqual([]);
  });
});

/** The functions with a configuration of other repositories, and with clients that cannot reach anything. */
function world(pattern = 'payments-*') {
  const loaded = loadConfig(`
version: 1
defaults: { pull-requests: { builds: { unit: { project: "{repository}-ci" } } } }
repositories: { "${pattern}": }
`);
  if (!loaded.ok) throw new Error('the configuration should be fine');
  const calls: unknown[] = [];
  const settings = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle(request: unknown) {
        calls.push(request);
        return Promise.reject(new Error('no network'));
      },
    },
  };
  const environment = {
    TABLE_NAME: 'table',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters',
    BADGE_URL: 'https://badges.example/',
    BADGE_KEY_SECRET: 'badge-key',
    PARTITION: 'aws',
    ROLE_NAME: 'our-role',
    AWS_REGION: 'eu-west-1',
  };
  const system = { clock: { now: () => 0 }, newRunId: () => 'run' };
  const parts = { environment, config: loaded.config, system, settings };
  return {
    calls,
    functions: { validatePullRequest: validatePullRequest(parts), reportBuild: reportBuild(parts) },
  };
}
