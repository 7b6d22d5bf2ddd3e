import { describe, expect, test, vi } from 'vitest';
import { iamState } from '../../../sandbox/services/iam/state.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import type { DeployedStackWorld } from './deployed-stack.ts';
import {
  type Grant,
  grantsOf,
  provenRoles,
  type RecordGrant,
  recordGrantsOf,
  revoke,
  usedGrants,
} from './grants.ts';
import { runner, stackNameOf } from './names.ts';
import { neededFor } from './needed-for.ts';
import { type ScenarioName, scenarios } from './scenarios.ts';
import { whatPeopleSee } from './what-people-see.ts';

/** What Lambda does in the function's name; nothing of the function fails without it. */
const isLambdasOwn = ({ holder, action }: Grant) =>
  holder !== runner && /^(logs:(CreateLogStream|PutLogEvents)|xray:\w+)$/.test(action);

const names = Object.keys(scenarios) as ScenarioName[];
const { grants, recordGrants, roles, proven } = await inspected();

describe('with all that the roles grant', () => {
  const used: Grant[] = [];

  test.each(names)('nothing is refused when %s', async (name) => {
    const { stack, seen } = await played(name);

    used.push(...usedGrants(stack));
    expect(policyUsage(stack.scope).refusals).toEqual([]);
    expect(seen).toMatch(scenarios[name].shows);
  });

  test('every grant is used', () => {
    expect(grants.filter((grant) => !used.some((one) => isSame(one, grant)))).toEqual([]);
  });

  test('no role of the stack is left out', () => {
    expect(proven.toSorted()).toEqual(roles.toSorted());
  });
});

describe('without one of the actions', () => {
  const own = grants.filter((grant) => !isLambdasOwn(grant));

  test.each(own)('$holder cannot do its work and says so: $action of statement $statement', async (grant) => {
    const name = neededFor[grant.holder][grant.action];
    if (name === undefined)
      throw new Error(`No scenario shows what ${grant.holder} needs ${grant.action} for`);

    const { seen } = await played(name, grant);

    expect(seen).not.toMatch(scenarios[name].shows);
    expect(seen).toContain(`is not authorized to perform: ${grant.action} on resource: `);
  });

  test.each(grants.filter(isLambdasOwn))('Lambda leaves no trace of $holder: $action', async (grant) => {
    const [name] = Object.values(neededFor[grant.holder]);
    if (name === undefined || grant.holder === runner) throw new Error(`${grant.holder} needs nothing`);

    const { stack } = await played(name, grant);

    const ownLog = logsState(stack.scope).groups.get(`/aws/lambda/${stackNameOf(grant.holder)}`);
    expect(policyUsage(stack.scope).refusals.map(({ action }) => action)).toContain(grant.action);
    expect(ownLog?.streams.size ?? 0).toBe(grant.action.startsWith('logs:') ? 0 : 1);
  });
});

describe('without one of the kinds of records', () => {
  test('there is one at least in every role', () => {
    expect(new Set(recordGrants.map(({ holder }) => holder)).size).toBe(roles.length);
  });

  test.each(recordGrants)(
    '$holder cannot do its work and says so: $keys of statement $statement',
    async (grant) => {
      const { holder, statement } = grant;
      const actions = grants.filter((one) => one.holder === holder && one.statement === statement);
      const [name] = actions.map(({ action }) => neededFor[holder][action]);
      if (name === undefined) throw new Error(`No scenario shows what ${holder} needs ${grant.keys} for`);

      const { seen } = await played(name, grant);

      expect(seen).not.toMatch(scenarios[name].shows);
      expect(seen).toMatch(
        new RegExp(`is not authorized to perform: (${actions.map(({ action }) => action).join('|')}) on`),
      );
    },
  );
});

/** The stack after the scenario, without the grant if one is named, and what people saw. */
async function played(
  name: ScenarioName,
  revoked?: Grant | RecordGrant,
): Promise<{ readonly stack: DeployedStackWorld; readonly seen: string }> {
  const { begin, play } = scenarios[name];
  const stack = await begin();
  // What Lambda cannot hand on it tells nobody but the sandbox, aloud; on AWS it is a metric.
  const aloud = vi.spyOn(console, 'error').mockImplementation((said) => stack.log.push(String(said)));
  try {
    if (revoked) revoke(stack, revoked);
    await play(stack);
    return { stack, seen: await whatPeopleSee(stack) };
  } finally {
    aloud.mockRestore();
    await stack.close();
  }
}

async function inspected() {
  const stack = await scenarios['a build fails'].begin();
  const all = [...iamState(stack.scope).roles.values()].map(({ arn }) => arn);
  const found = {
    grants: grantsOf(stack),
    recordGrants: recordGrantsOf(stack),
    roles: all,
    proven: provenRoles(stack),
  };
  await stack.close();
  return found;
}

function isSame(one: Grant, other: Grant): boolean {
  return one.holder === other.holder && one.statement === other.statement && one.action === other.action;
}
