import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import { aCloud, aShop, type Cloud, cloudIn, withResource } from './a-cloud.ts';

const queueOnly = { Resources: { Orders: aShop.Resources.Orders } };
const stacks = { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' };
const queues = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const forCloudFormation = {
  Statement: [queues],
  Principal: { Service: 'cloudformation.amazonaws.com' },
};

/** A role with these statements, which the principal may assume. */
function aRole(
  { scope }: Cloud,
  name: string,
  { Statement, Principal }: { readonly Statement: readonly object[]; readonly Principal: object },
) {
  const trustPolicy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  };
  const role = createRole(scope, { roleName: name, trustPolicy });
  role.policies.set('own', readPolicy({ Version: '2012-10-17', Statement }));
  return role.arn;
}

/** The cloud as somebody sees it who may do what the statements say. */
function seenBy(cloud: Cloud, ...statements: readonly object[]): Cloud {
  const roleArn = aRole(cloud, 'somebody', {
    Statement: statements,
    Principal: { AWS: cloud.scope.account },
  });
  return cloudIn(cloud.world, issueCredentials(cloud.scope, { roleArn, sessionName: 'desk' }));
}

describe('CloudFormation makes resources', () => {
  test('with the permissions of its caller', async () => {
    const cloud = aCloud();
    const somebody = seenBy(cloud, stacks, queues);

    await somebody.create(queueOnly);

    expect(await somebody.status()).toBe('CREATE_COMPLETE');
  });

  test('that its caller may make, and fails at the first other one as IAM words it', async () => {
    const cloud = aCloud();
    const somebody = seenBy(cloud, stacks);

    await somebody.create(queueOnly);

    expect(await somebody.status()).toBe('ROLLBACK_COMPLETE');
    expect((await somebody.reasons('Orders')).at(-1)).toMatch(
      /^Resource handler returned message: "User: arn:aws:sts::111122223333:assumed-role\/somebody\/desk is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:111122223333:orders because no identity-based policy allows the sqs:CreateQueue action \(Service: SQS, .+, HandlerErrorCode: AccessDenied\)$/,
    );
    expect(sqsState(cloud.scope).queues.size).toBe(0);
  });

  test('with the permissions of a role that it is given, also later', async () => {
    const cloud = aCloud();
    const RoleARN = aRole(cloud, 'maker', forCloudFormation);
    const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: RoleARN };
    const somebody = seenBy(cloud, stacks, pass);

    await somebody.create(queueOnly, { RoleARN });
    await somebody.update(withResource(queueOnly, 'More', { Type: 'AWS::SQS::Queue' }));
    await somebody.client.send(new DeleteStackCommand({ StackName: 'shop' }));

    expect(await somebody.status()).toBeUndefined();
    expect(sqsState(cloud.scope).queues.size).toBe(0);
  });

  test('by no role that its caller may not pass on, and by none that does not trust it', async () => {
    const cloud = aCloud();
    const RoleARN = aRole(cloud, 'maker', forCloudFormation);
    const foreign = aRole(cloud, 'foreign', {
      Statement: [queues],
      Principal: { Service: 'lambda.amazonaws.com' },
    });
    const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: foreign };
    const somebody = seenBy(cloud, stacks, pass);

    await expect(somebody.create(queueOnly, { RoleARN })).rejects.toThrow(
      'is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/maker',
    );
    await expect(somebody.create(queueOnly, { RoleARN: foreign })).rejects.toThrow(
      'Role arn:aws:iam::111122223333:role/foreign is invalid or cannot be assumed',
    );
    expect(await somebody.status()).toBeUndefined();
  });
});
