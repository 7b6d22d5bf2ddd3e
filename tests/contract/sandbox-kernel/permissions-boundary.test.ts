import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { dispatch } from '../../../sandbox/kernel/dispatch.ts';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { authorize } from '../../../sandbox/services/iam/authorize.ts';
import { issueCredentials, principalOf } from '../../../sandbox/services/iam/credentials.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { signedForm } from '../../support/signed-request.ts';

const ledger = 'arn:aws:codecommit:us-east-1:111122223333:ledger';
const boundaryArn = 'arn:aws:iam::111122223333:policy/harbor-boundary';

/** A role that may read and delete branches by its own policy, and is bounded by this one. */
async function boundRole(statements: readonly object[]) {
  const world = aWorld();
  const call = async (Action: string, form: Record<string, string>) => {
    const answer = await dispatch(world, signedForm('iam', { Version: '2010-05-08', Action, ...form }));
    return new XMLParser({ parseTagValue: false }).parse(String(answer.body)) as object;
  };
  await call('CreatePolicy', { PolicyName: 'harbor-boundary', PolicyDocument: policy(statements) });
  await call('CreateRole', {
    RoleName: 'sweep',
    PermissionsBoundary: boundaryArn,
    AssumeRolePolicyDocument: policy([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]),
  });
  const PolicyDocument = policy([
    { Effect: 'Allow', Action: ['codecommit:GetBranch', 'codecommit:DeleteBranch'], Resource: ledger },
  ]);
  await call('PutRolePolicy', { RoleName: 'sweep', PolicyName: 'own', PolicyDocument });
  return { call, may: (action: string) => attempt(aScope(world), action) };
}

describe('a permissions boundary', () => {
  it('leaves of what a role is allowed what it allows too', async () => {
    const { may } = await boundRole([{ Effect: 'Allow', Action: 'codecommit:Get*', Resource: '*' }]);

    expect(may('codecommit:GetBranch')).toBe('allowed');
    expect(may('codecommit:DeleteBranch')).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/sweep/one is not authorized to perform: codecommit:DeleteBranch on resource: arn:aws:codecommit:us-east-1:111122223333:ledger because no permissions boundary allows the codecommit:DeleteBranch action',
    );
  });

  it('grants nothing by itself', async () => {
    const { may } = await boundRole([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

    expect(may('codecommit:GetCommit')).toContain(
      'because no identity-based policy allows the codecommit:GetCommit action',
    );
  });

  it('can deny', async () => {
    const { may } = await boundRole([
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'codecommit:Delete*', Resource: '*' },
    ]);

    expect(may('codecommit:DeleteBranch')).toContain('with an explicit deny in a permissions boundary');
  });

  it('is told of a role, and can be taken away and put back', async () => {
    const { may, call } = await boundRole([{ Effect: 'Allow', Action: 'codecommit:Get*', Resource: '*' }]);

    expect(await call('GetRole', { RoleName: 'sweep' })).toMatchObject({
      GetRoleResponse: {
        GetRoleResult: {
          Role: {
            PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundaryArn },
          },
        },
      },
    });
    await call('DeleteRolePermissionsBoundary', { RoleName: 'sweep' });
    expect(may('codecommit:DeleteBranch')).toBe('allowed');
    await call('PutRolePermissionsBoundary', { RoleName: 'sweep', PermissionsBoundary: boundaryArn });
    expect(may('codecommit:DeleteBranch')).toContain('no permissions boundary allows');
  });

  it('has to exist', async () => {
    const { call } = await boundRole([]);
    const PermissionsBoundary = 'arn:aws:iam::111122223333:policy/nobody';

    expect(
      await call('PutRolePermissionsBoundary', { RoleName: 'sweep', PermissionsBoundary }),
    ).toMatchObject({
      ErrorResponse: {
        Error: {
          Code: 'NoSuchEntity',
          Message: 'Scope ARN: arn:aws:iam::111122223333:policy/nobody does not exist or is not attachable.',
        },
      },
    });
  });

  it('keeps its name to itself', async () => {
    const { call } = await boundRole([]);

    expect(
      await call('CreatePolicy', { PolicyName: 'harbor-boundary', PolicyDocument: policy([]) }),
    ).toMatchObject({
      ErrorResponse: {
        Error: {
          Code: 'EntityAlreadyExists',
          Message: 'A policy called harbor-boundary already exists. Duplicate names are not allowed.',
        },
      },
    });
  });
});

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function attempt(scope: Scope, action: string): string {
  const roleArn = 'arn:aws:iam::111122223333:role/sweep';
  const { accessKeyId } = issueCredentials(scope, { roleArn, sessionName: 'one' });
  const principal = principalOf(scope.world, accessKeyId);
  if (principal === undefined) throw new Error('The session has no principal');
  try {
    authorize(scope, principal, { action, resources: ledger });
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
