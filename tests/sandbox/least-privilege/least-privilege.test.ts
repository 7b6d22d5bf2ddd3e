import { afterAll, describe, expect, test, vi } from 'vitest';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { removePackage } from './deployed-stack.ts';
import { type Grant, grantsOf, revoke, usedGrants } from './grants.ts';
import { newStack, scenarios, whatPeopleSee } from './scenarios.ts';
import { stackNameOf } from './stack-functions.ts';

type ScenarioName = keyof typeof scenarios;
const all = Object.entries(scenarios);

/** What each function needs its role's actions for. A new action needs a scenario that shows what happens without it. */
const neededFor: Readonly<Record<string, Readonly<Record<string, ScenarioName>>>> = {
  'validate-pull-request': {
    'codecommit:GetPullRequest': 'a build fails',
    'codecommit:GetCommentsForPullRequest': 'a run dies and another one takes over',
    'codecommit:PostCommentForPullRequest': 'a build fails',
    'codecommit:UpdateComment': 'a build fails',
    'codebuild:StartBuild': 'a build fails',
    'codebuild:StopBuild': 'a push overtakes a build',
    'codebuild:BatchGetBuilds': 'a build fails',
    'codebuild:ListBuildsForProject': 'a run dies and another one takes over',
    'codebuild:BatchGetReports': 'a build fails',
    'logs:GetLogEvents': 'a build fails',
    'dynamodb:GetItem': 'a build fails',
    'dynamodb:PutItem': 'a build fails',
    'secretsmanager:GetSecretValue': 'a build fails',
    'sqs:SendMessage': 'an event is not understood',
  },
  'report-build': {
    'codebuild:BatchGetBuilds': 'a branch is built',
    'dynamodb:GetItem': 'a branch is built',
    'dynamodb:PutItem': 'a branch is built',
    'sqs:SendMessage': 'no event of a branch is understood',
  },
  'serve-badge': {
    'dynamodb:GetItem': 'badges are looked at',
    'secretsmanager:GetSecretValue': 'badges are looked at',
  },
  sweep: {
    'dynamodb:Query': 'every event is lost',
    'dynamodb:BatchGetItem': 'every event is lost',
    'codecommit:ListPullRequests': 'every event is lost',
    'codebuild:ListBuildsForProject': 'every event is lost',
    'codebuild:BatchGetBuilds': 'every event is lost',
    'lambda:InvokeFunction': 'every event is lost',
    'sqs:SendMessage': 'a sweep is asked for something it does not know',
  },
};

/** Together they call every function at least once. */
const everyFunction = ['a branch is built', 'badges are looked at', 'an event is not understood'] as const;

/** What Lambda does in the function's name; nothing of the function fails without it. */
const isLambdasOwn = ({ action }: Grant) => /^(logs:(CreateLogStream|PutLogEvents)|xray:\w+)$/.test(action);

const grants = grantsOf(await newStack());

afterAll(removePackage);

describe('with all that the roles grant', () => {
  test.each(all)('nothing is refused when %s', async (_name, { play, shows }) => {
    const stack = await newStack();

    await play(stack);

    expect(policyUsage(stack.scope).refusals).toEqual([]);
    expect(whatPeopleSee(stack)).toMatch(shows);
  });

  test('every grant is used', async () => {
    const used: Grant[] = [];

    for (const [, { play }] of all) {
      const stack = await newStack();
      await play(stack);
      used.push(...usedGrants(stack));
    }

    expect(grants.filter((grant) => !used.some((one) => isSame(one, grant)))).toEqual([]);
  });
});

describe('without one of the actions', () => {
  const own = grants.filter((grant) => !isLambdasOwn(grant));

  test.each(own)('$function cannot do its work and says so: $action', async (grant) => {
    const name = neededFor[grant.function]?.[grant.action];
    if (name === undefined)
      throw new Error(`No scenario shows what ${grant.function} needs ${grant.action} for`);
    const stack = await newStack();
    // What Lambda cannot hand on it tells nobody but the sandbox, aloud; on AWS it is a metric.
    const aloud = vi.spyOn(console, 'error').mockImplementation((said) => stack.log.push(String(said)));
    revoke(stack, grant);

    await scenarios[name].play(stack);
    aloud.mockRestore();

    expect(whatPeopleSee(stack)).not.toMatch(scenarios[name].shows);
    expect(whatPeopleSee(stack)).toContain(`is not authorized to perform: ${grant.action} on resource: `);
  });

  test.each(grants.filter(isLambdasOwn))('Lambda leaves no trace of $function: $action', async (grant) => {
    const stack = await newStack();
    revoke(stack, grant);

    for (const name of everyFunction) await scenarios[name].play(stack);

    const ownLog = logsState(stack.scope).groups.get(`/aws/lambda/${stackNameOf(grant.function)}`);
    expect(policyUsage(stack.scope).refusals.map(({ action }) => action)).toContain(grant.action);
    expect(ownLog?.streams.size ?? 0).toBe(grant.action.startsWith('logs:') ? 0 : 1);
  });
});

function isSame(one: Grant, other: Grant): boolean {
  return one.function === other.function && one.statement === other.statement && one.action === other.action;
}
