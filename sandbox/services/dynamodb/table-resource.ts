import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { setPointInTimeRecovery } from './continuous-backups.ts';
import { makeTable } from './create-table.ts';
import { tableArn } from './find-table.ts';
import { dynamodbState, type SecondaryIndex, type Table } from './state.ts';
import { setTableKey } from './table-key.ts';
import { refuseWhenProtected } from './table-operations.ts';
import { setTimeToLive } from './time-to-live.ts';
import { addIndex, removeIndex } from './update-table.ts';

/** What a CloudFormation table says besides CreateTable's own members. */
interface TableProperties {
  readonly TableName?: string;
  readonly GlobalSecondaryIndexes?: readonly SecondaryIndex[];
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean | string };
  readonly PointInTimeRecoverySpecification?: {
    readonly PointInTimeRecoveryEnabled?: boolean | string;
    readonly RecoveryPeriodInDays?: number;
  };
  readonly DeletionProtectionEnabled?: boolean | string;
  readonly SSESpecification?: { readonly KMSMasterKeyId?: string };
  readonly [member: string]: unknown;
}

/**
 * `AWS::DynamoDB::Table`: makes the table, or brings indexes, time to live, recovery and protection of the
 * one that is there up to date. It never replaces a table: its items would be lost.
 */
export function tableResource({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  // CloudFormation hands over plain JSON; what matters is checked when the table is made.
  const wanted = properties as TableProperties;
  const name = wanted.TableName ?? generatedName;
  const { tables } = dynamodbState(scope);
  if (!tables.has(name)) {
    makeTable(scope, { ...structuredClone(properties), TableName: name });
  }
  const table = tables.get(name) as Table;
  bringIndexesUpToDate(table, wanted);
  const { Enabled: hasTimeToLive, AttributeName: attribute } = wanted.TimeToLiveSpecification ?? {};
  const expiry = isTrue(hasTimeToLive) ? attribute : undefined;
  if (expiry !== table.timeToLiveAttribute) setTimeToLive(table, expiry);
  const recovery = wanted.PointInTimeRecoverySpecification;
  setPointInTimeRecovery(scope, table, {
    isEnabled: isTrue(recovery?.PointInTimeRecoveryEnabled),
    days: recovery?.RecoveryPeriodInDays,
  });
  table.description['DeletionProtectionEnabled'] = isTrue(wanted.DeletionProtectionEnabled);
  setTableKey(scope, table, wanted.SSESpecification?.KMSMasterKeyId);
  return { ref: name, attributes: { Arn: table.description.TableArn } };
}

function bringIndexesUpToDate(table: Table, wanted: TableProperties): void {
  const definitions = wanted['AttributeDefinitions'];
  if (Array.isArray(definitions)) table.description.AttributeDefinitions = definitions;
  const indexes = wanted.GlobalSecondaryIndexes ?? [];
  for (const { IndexName } of table.description.GlobalSecondaryIndexes ?? []) {
    if (!indexes.some((index) => index.IndexName === IndexName)) removeIndex(table, IndexName);
  }
  for (const index of indexes) {
    const known = table.description.GlobalSecondaryIndexes?.find(
      ({ IndexName }) => IndexName === index.IndexName,
    );
    if (known === undefined) addIndex(table, index);
  }
}

/** YAML writers quote booleans now and then, and CloudFormation takes both. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** `AWS::DynamoDB::Table`. A table that is protected stays. */
export const tableKind: ResourceKind = {
  nameProperty: 'TableName',
  make: tableResource,
  remove({ scope, ref }) {
    const { tables } = dynamodbState(scope);
    const table = tables.get(ref);
    if (table !== undefined) refuseWhenProtected(table.description);
    tables.delete(ref);
  },
  isTaken: (scope, name) => dynamodbState(scope).tables.has(name),
  replacing: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  permissions: {
    on: ({ scope, name }) => tableArn(scope, name),
    create: ['dynamodb:CreateTable', 'dynamodb:DescribeTable'],
    update: ['dynamodb:UpdateTable', 'dynamodb:DescribeTable'],
    delete: ['dynamodb:DeleteTable', 'dynamodb:DescribeTable'],
    tag: ['dynamodb:TagResource', 'dynamodb:ListTagsOfResource'],
    untag: ['dynamodb:UntagResource'],
    properties: {
      TimeToLiveSpecification: { set: ['dynamodb:UpdateTimeToLive', 'dynamodb:DescribeTimeToLive'] },
      PointInTimeRecoverySpecification: {
        set: ['dynamodb:UpdateContinuousBackups', 'dynamodb:DescribeContinuousBackups'],
      },
    },
  },
};
