import type { Scope } from '../../../sandbox/kernel/world.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';

/** Credentials of a new role that may do everything with the table `records` and its index, on this condition. */
export function readerWith(scope: Scope, Condition: object) {
  const role = createRole(scope, {
    roleName: 'reader',
    trustPolicy: { Version: '2012-10-17', Statement: [] },
  });
  const table = `arn:aws:dynamodb:${scope.region}:${scope.account}:table/records`;
  const Statement = [
    { Effect: 'Allow', Action: 'dynamodb:*', Resource: [table, `${table}/index/due-keys`], Condition },
  ];
  role.policies.set('records', readPolicy({ Version: '2012-10-17', Statement }));
  return issueCredentials(scope, { roleArn: role.arn, sessionName: 'reader' });
}
