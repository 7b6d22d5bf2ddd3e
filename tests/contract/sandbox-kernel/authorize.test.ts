import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { authorize, authorizeResource } from '../../../sandbox/services/iam/authorize.ts';
import { issueCredentials, principalOf } from '../../../sandbox/services/iam/credentials.ts';
import { iam } from '../../../sandbox/services/iam/service.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { aScope, aWorld } from '../../support/a-world.ts';

const ledger = 'arn:aws:codecommit:us-east-1:111122223333:ledger';
const roleArn = 'arn:aws:iam::111122223333:role/validate';

async function makeRole(scope: Scope, statements: object[]): Promise<void> {
  await iam.resources?.['AWS::IAM::Role']?.make({
    scope,
    stackName: 'stack',
    logicalId: 'Role',
    generatedName: 'validate',
    artifactFolder: '/nowhere',
    properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  });
}

function sessionOf(scope: Scope) {
  const { accessKeyId } = issueCredentials(scope, { roleArn, sessionName: 'validate-pull-request' });
  const principal = principalOf(scope.world, accessKeyId);
  if (principal === undefined) throw new Error('The session has no principal');
  return principal;
}

describe('what a role may do', () => {
  let scope: Scope;

  beforeEach(async () => {
    scope = aScope();
    await makeRole(scope, [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: ['codecommit:GetBranch', 'codecommit:GetCommit'],
        Resource: ledger,
      },
      { Sid: 'Build', Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: '*' },
      { Effect: 'Deny', Action: 'codecommit:DeleteBranch', Resource: '*' },
    ]);
  });

  it('is what its statements allow', () => {
    expect(() =>
      authorize(scope, sessionOf(scope), { action: 'codecommit:GetBranch', resources: ledger }),
    ).not.toThrow();
  });

  it('is refused in the words of AWS when no statement allows it', () => {
    expect(() =>
      authorize(scope, sessionOf(scope), { action: 'codecommit:GetPullRequest', resources: ledger }),
    ).toThrow(
      expect.objectContaining({
        code: 'AccessDeniedException',
        message:
          'User: arn:aws:sts::111122223333:assumed-role/validate/validate-pull-request is not authorized to perform: codecommit:GetPullRequest on resource: arn:aws:codecommit:us-east-1:111122223333:ledger because no identity-based policy allows the codecommit:GetPullRequest action',
      }),
    );
  });

  it('is refused in the words of AWS when a statement denies it', () => {
    expect(() =>
      authorize(scope, sessionOf(scope), { action: 'codecommit:DeleteBranch', resources: ledger }),
    ).toThrow(
      'User: arn:aws:sts::111122223333:assumed-role/validate/validate-pull-request is not authorized to perform: codecommit:DeleteBranch on resource: arn:aws:codecommit:us-east-1:111122223333:ledger with an explicit deny in an identity-based policy',
    );
  });

  it('must be allowed on every resource of a call', () => {
    expect(() =>
      authorize(scope, sessionOf(scope), {
        action: 'codecommit:GetBranch',
        resources: [ledger, `${ledger}-2`],
      }),
    ).toThrow('on resource: arn:aws:codecommit:us-east-1:111122223333:ledger-2');
  });

  it('is counted by statement, so that what is granted and never used can be found', () => {
    authorize(scope, sessionOf(scope), { action: 'codecommit:GetBranch', resources: ledger });
    authorize(scope, sessionOf(scope), { action: 'codecommit:GetBranch', resources: ledger });

    const { statements } = policyUsage(scope);

    expect(statements.map(({ sid, used }) => [sid, Object.fromEntries(used)])).toEqual([
      ['Read', { 'codecommit:GetBranch': 2 }],
      ['Build', {}],
    ]);
  });

  it('is kept when it was refused', () => {
    const principal = sessionOf(scope);

    expect(() =>
      authorize(scope, principal, { action: 's3:GetObject', resources: 'arn:aws:s3:::b/k' }),
    ).toThrow();

    expect(policyUsage(scope).refusals).toMatchObject([
      {
        principal: 'arn:aws:sts::111122223333:assumed-role/validate/validate-pull-request',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::b/k',
      },
    ]);
  });

  it('follows a stack that is deployed again with other policies', async () => {
    await makeRole(scope, [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);

    expect(() =>
      authorize(scope, sessionOf(scope), { action: 's3:GetObject', resources: '*' }),
    ).not.toThrow();
    expect(() =>
      authorize(scope, sessionOf(scope), { action: 'codecommit:GetBranch', resources: ledger }),
    ).toThrow();
  });

  it('knows the Region asked for and the time', async () => {
    await makeRole(scope, [
      {
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalArn': roleArn },
          DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' },
        },
      },
    ]);
    const principal = sessionOf(scope);

    expect(() => authorize(scope, principal, { action: 's3:GetObject', resources: '*' })).not.toThrow();
    expect(() =>
      authorize({ ...scope, region: 'eu-west-1' }, principal, { action: 's3:GetObject', resources: '*' }),
    ).toThrow();
  });
});

describe('a session of a role', () => {
  const lambda = {
    kind: 'service',
    service: 'lambda.amazonaws.com',
    sourceArn: 'arn:aws:lambda:::f',
  } as const;
  const codebuild = { ...lambda, service: 'codebuild.amazonaws.com' } as const;

  it('is given to the service that the role trusts, and to no other', async () => {
    const scope = aScope();
    await makeRole(scope, []);

    expect(() => issueCredentials(scope, { roleArn, sessionName: 's', caller: lambda })).not.toThrow();
    expect(() => issueCredentials(scope, { roleArn, sessionName: 's', caller: codebuild })).toThrow(
      'User: codebuild.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/validate because no resource-based policy allows the sts:AssumeRole action',
    );
  });

  it('is refused for a role that does not exist', () => {
    expect(() => issueCredentials(aScope(), { roleArn, sessionName: 's' })).toThrow(
      expect.objectContaining({ code: 'NoSuchEntity', status: 404 }),
    );
  });

  it('is forgotten an hour after its end', async () => {
    let now = Date.parse('2026-11-23T08:00:00Z');
    const scope = aScope(aWorld({ now: () => now }));
    await makeRole(scope, []);
    const ended = issueCredentials(scope, { roleArn, sessionName: 's', durationSeconds: 900 });
    now += 2 * 3_600_000;

    const endless = issueCredentials(scope, { roleArn, sessionName: 't' });

    expect(principalOf(scope.world, ended.accessKeyId)).toBeUndefined();
    expect(principalOf(scope.world, endless.accessKeyId)).toMatchObject({ roleArn });
  });
});

describe('what a service may do to a resource', () => {
  const queue = 'arn:aws:sqs:us-east-1:111122223333:dead-letters';
  const rule = 'arn:aws:events:us-east-1:111122223333:rule/pull-requests';
  const events = { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule } as const;
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue,
      Condition: { ArnEquals: { 'aws:SourceArn': rule } },
    },
  };
  const request = { principal: events, action: 'sqs:SendMessage', resource: queue };

  it('is what the policy of the resource allows to its source', () => {
    expect(() => authorizeResource(policy, request)).not.toThrow();
    expect(() => authorizeResource(JSON.stringify(policy), request)).not.toThrow();
  });

  it('is refused to another source', () => {
    const other = { ...events, sourceArn: 'arn:aws:events:us-east-1:111122223333:rule/other' };

    expect(() => authorizeResource(policy, { ...request, principal: other })).toThrow(
      'User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:111122223333:dead-letters because no resource-based policy allows the sqs:SendMessage action',
    );
  });

  it('is nothing where the resource has no policy', () => {
    expect(() => authorizeResource(undefined, request)).toThrow(
      expect.objectContaining({ code: 'AccessDeniedException', queryCode: 'AccessDenied' }),
    );
  });
});
