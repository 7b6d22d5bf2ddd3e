import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../sandbox/kernel/world.ts';
import { authorizeKey } from '../../../sandbox/services/iam/authorize-key.ts';
import { makeRole } from '../../../sandbox/services/iam/resources.ts';
import { aScope } from '../../support/a-world.ts';

const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const role: Principal = {
  kind: 'role',
  arn: 'arn:aws:sts::111122223333:assumed-role/reader/one',
  roleArn: 'arn:aws:iam::111122223333:role/reader',
  userId: 'AROA:one',
};

/** What comes of using a key for a role that may decrypt with it, through DynamoDB only. */
function use(more: Partial<Parameters<typeof authorizeKey>[2]>): string {
  const scope = aScope();
  makeRole({
    scope,
    stackName: 's',
    logicalId: 'Role',
    generatedName: 'reader',
    properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      Policies: [
        {
          PolicyName: 'key',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'kms:Decrypt',
                Resource: key,
                Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } },
              },
            ],
          },
        },
      ],
    },
  });
  try {
    authorizeKey(scope, role, { service: 'dynamodb', key, actions: ['Decrypt'], ...more });
    return 'used';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a key that a service uses for a caller', () => {
  it('is used as the caller may use it through that service, by its ARN or its id', () => {
    expect(use({})).toBe('used');
    expect(use({ key: '1234abcd-12ab-34cd-56ef-1234567890ab' })).toBe('used');
  });

  it('is not used through another service', () => {
    expect(use({ service: 'sqs' })).toContain('no identity-based policy allows the kms:Decrypt action');
  });

  it('is not used for what the caller may not do with it', () => {
    expect(use({ actions: ['Decrypt', 'GenerateDataKey'] })).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/reader/one is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:GenerateDataKey action',
    );
  });

  it('needs no permission when it is one of AWS', () => {
    expect(use({ service: 'sqs', key: undefined })).toBe('used');
  });
});
