import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { dispatch } from '../../../sandbox/kernel/dispatch.ts';
import type { World } from '../../../sandbox/kernel/world.ts';
import { aWorld } from '../../support/a-world.ts';
import { signedForm } from '../../support/signed-request.ts';

const trust = (principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});

async function iamCall(world: World, form: Record<string, string>) {
  const answer = await dispatch(world, signedForm('iam', { Version: '2010-05-08', ...form }));
  const xml: unknown = new XMLParser({ parseTagValue: false }).parse(String(answer.body));
  return { status: answer.status, xml: xml as Record<string, Record<string, unknown>> };
}

describe('roles', () => {
  it('are created, given policies and read back', async () => {
    const world = aWorld({ now: () => Date.parse('2026-11-23T08:00:00Z') });
    const document =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}';
    await iamCall(world, {
      Action: 'CreateRole',
      RoleName: 'builds',
      AssumeRolePolicyDocument: JSON.stringify(trust({ Service: 'codebuild.amazonaws.com' })),
    });
    await iamCall(world, {
      Action: 'PutRolePolicy',
      RoleName: 'builds',
      PolicyName: 'logs',
      PolicyDocument: document,
    });

    const role = await iamCall(world, { Action: 'GetRole', RoleName: 'builds' });
    const policy = await iamCall(world, { Action: 'GetRolePolicy', RoleName: 'builds', PolicyName: 'logs' });
    const names = await iamCall(world, { Action: 'ListRolePolicies', RoleName: 'builds' });
    const roles = await iamCall(world, { Action: 'ListRoles' });

    expect(role.xml.GetRoleResponse?.GetRoleResult).toMatchObject({
      Role: {
        Arn: 'arn:aws:iam::111122223333:role/builds',
        CreateDate: '2026-11-23T08:00:00.000Z',
        MaxSessionDuration: '3600',
      },
    });
    expect(policy.xml.GetRolePolicyResponse?.GetRolePolicyResult).toMatchObject({
      PolicyDocument: encodeURIComponent(document),
    });
    expect(names.xml.ListRolePoliciesResponse?.ListRolePoliciesResult).toMatchObject({
      PolicyNames: { member: 'logs' },
    });
    expect(roles.xml.ListRolesResponse?.ListRolesResult).toMatchObject({
      Roles: { member: { RoleName: 'builds' } },
    });
  });

  it.each([
    [
      'is not there',
      { Action: 'GetRole', RoleName: 'nobody' },
      404,
      'NoSuchEntity',
      'The role with name nobody cannot be found.',
    ],
    [
      'has a policy that is none',
      { Action: 'CreateRole', RoleName: 'r', AssumeRolePolicyDocument: '{' },
      400,
      'MalformedPolicyDocument',
      'Syntax errors in policy.',
    ],
  ])('are refused as IAM does when one %s', async (...[, form, status, Code, Message]) => {
    const answer = await iamCall(aWorld(), form);

    expect(answer.status).toBe(status);
    expect(answer.xml.ErrorResponse?.Error).toEqual({ Type: 'Sender', Code, Message });
  });
});

describe('the simulation of a role', () => {
  it('tells of each action on each resource what the policies say, and uses nothing', async () => {
    const world = aWorld();
    await iamCall(world, {
      Action: 'CreateRole',
      RoleName: 'builds',
      AssumeRolePolicyDocument: JSON.stringify(trust({ Service: 'codebuild.amazonaws.com' })),
    });
    await iamCall(world, {
      Action: 'PutRolePolicy',
      RoleName: 'builds',
      PolicyName: 'logs',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:builds:*' },
          { Effect: 'Deny', Action: 'logs:DeleteLogGroup', Resource: '*' },
        ],
      }),
    });

    const answer = await iamCall(world, {
      Action: 'SimulatePrincipalPolicy',
      PolicySourceArn: 'arn:aws:iam::111122223333:role/builds',
      'ActionNames.member.1': 'logs:PutLogEvents',
      'ActionNames.member.2': 'logs:DeleteLogGroup',
      'ResourceArns.member.1': 'arn:aws:logs:us-east-1:111122223333:log-group:builds:log-stream:1',
      'ResourceArns.member.2': 'arn:aws:logs:us-east-1:111122223333:log-group:others:log-stream:1',
    });

    const result = answer.xml.SimulatePrincipalPolicyResponse?.SimulatePrincipalPolicyResult;
    const { member } = (result as { EvaluationResults: { member: Record<string, string>[] } })
      .EvaluationResults;
    expect(member.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision])).toEqual([
      ['logs:PutLogEvents', 'allowed'],
      ['logs:PutLogEvents', 'implicitDeny'],
      ['logs:DeleteLogGroup', 'explicitDeny'],
      ['logs:DeleteLogGroup', 'explicitDeny'],
    ]);
  });

  it('is refused for a role that is not there', async () => {
    const answer = await iamCall(aWorld(), {
      Action: 'SimulatePrincipalPolicy',
      PolicySourceArn: 'arn:aws:iam::111122223333:role/nobody',
      'ActionNames.member.1': 'logs:PutLogEvents',
    });

    expect(answer.status).toBe(404);
    expect(answer.xml.ErrorResponse?.Error).toMatchObject({ Code: 'NoSuchEntity' });
  });
});
