import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { arnOf } from '../../kernel/world.ts';
import { ensureGroup } from './append-log.ts';
import { logsArn, logsState } from './state.ts';

/** Makes an `AWS::Logs::LogGroup`; one that exists keeps its streams and takes the new retention. */
export function makeLogGroup({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = typeof properties['LogGroupName'] === 'string' ? properties['LogGroupName'] : generatedName;
  const retention = properties['RetentionInDays'];
  ensureGroup(scope, name).retentionInDays = retention === undefined ? undefined : Number(retention);
  return { ref: name, attributes: { Arn: `${arnOf(scope, 'logs', `log-group:${name}`)}:*` } };
}

/** `AWS::Logs::LogGroup`. */
export const logGroupKind: ResourceKind = {
  nameProperty: 'LogGroupName',
  make: makeLogGroup,
  remove: ({ scope, ref }) => void logsState(scope).groups.delete(ref),
  isTaken: (scope, name) => logsState(scope).groups.has(name),
  replacing: ['LogGroupName'],
  permissions: {
    on: ({ scope, name }) => logsArn(scope, name),
    create: ['logs:CreateLogGroup'],
    update: [],
    delete: ['logs:DeleteLogGroup'],
    tag: ['logs:TagResource'],
    untag: ['logs:UntagResource'],
    properties: {
      RetentionInDays: { set: ['logs:PutRetentionPolicy'], unset: ['logs:DeleteRetentionPolicy'] },
      KmsKeyId: { set: ['logs:AssociateKmsKey'], unset: ['logs:DisassociateKmsKey'] },
    },
    // It lists groups, and is asked about none of them.
    also: ({ scope }) => [{ action: 'logs:DescribeLogGroups', resources: logsArn(scope, '') }],
  },
};
