import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { makeManagedPolicy, makeRole } from '../../../sandbox/services/iam/resources.ts';
import { iamState } from '../../../sandbox/services/iam/state.ts';
import { aWorld } from '../../support/a-world.ts';

const place = { stackName: 'stack', logicalId: 'Thing' };
const scope = () => scopeOf(aWorld({}), 'eu-west-1');
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
};

/** A document of this many characters, as IAM counts them. */
function document(length: number): object {
  const shell = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '' }] };
  const [statement] = shell.Statement;
  if (statement) statement.Resource = 'x'.repeat(length - JSON.stringify(shell).length);
  return shell;
}

const role = (properties: object) => ({
  scope: scope(),
  ...place,
  generatedName: 'stack-Role-1',
  properties: { AssumeRolePolicyDocument: trust, ...properties },
});

describe('the quotas of IAM', () => {
  it('take 10,240 characters of inline policies in a role, together', () => {
    const policies = (last: number) => ({
      Policies: [
        { PolicyName: 'one', PolicyDocument: document(6000) },
        { PolicyName: 'two', PolicyDocument: document(last) },
      ],
    });

    expect(() => makeRole(role(policies(4240)))).not.toThrow();
    expect(() => makeRole(role(policies(4241)))).toThrow(
      'Maximum policy size of 10240 bytes exceeded for role stack-Role-1',
    );
  });

  it('take 6,144 characters in a managed policy', () => {
    const policy = (length: number) => ({
      scope: scope(),
      ...place,
      generatedName: 'stack-Policy-1',
      properties: { PolicyDocument: document(length) },
    });

    expect(() => makeManagedPolicy(policy(6144))).not.toThrow();
    expect(() => makeManagedPolicy(policy(6145))).toThrow('Cannot exceed quota for PolicySize: 6144');
  });

  it('take ten managed policies for a role', () => {
    const arns = (count: number, account: ReturnType<typeof scope>) =>
      Array.from({ length: count }, (_, index) => {
        const properties = { PolicyDocument: document(100) };
        return makeManagedPolicy({
          ...place,
          scope: account,
          generatedName: `stack-Policy-${index}`,
          properties,
        }).ref;
      });
    const ten = role({});
    const eleven = role({});

    const made = makeRole({
      ...ten,
      properties: { ...ten.properties, ManagedPolicyArns: arns(10, ten.scope) },
    });

    expect(iamState(ten.scope).roles.get(made.ref)?.attached.size).toBe(10);
    expect(() =>
      makeRole({
        ...eleven,
        properties: { ...eleven.properties, ManagedPolicyArns: arns(11, eleven.scope) },
      }),
    ).toThrow('Cannot exceed quota for PoliciesPerRole: 10');
  });
});
