import type { Service } from '../../kernel/service.ts';
import { batchGetItem, batchWriteItem } from './batch-operations.ts';
import { describeContinuousBackups, updateContinuousBackups } from './continuous-backups.ts';
import { createTable } from './create-table.ts';
import { itemOperations } from './item-operations.ts';
import { deleteTable, describeTable, listTables } from './table-operations.ts';
import { tableKind } from './table-resource.ts';
import { listTagsOfResource, tagResource, untagResource } from './tag-operations.ts';
import { describeTimeToLive, updateTimeToLive } from './time-to-live.ts';
import { updateTable } from './update-table.ts';

/** DynamoDB: dynalite's rules for items, expressions and indexes, over state that is kept with all other state. */
export const dynamodb: Service = {
  name: 'dynamodb',
  protocols: [{ kind: 'json', version: '1.0', targetPrefix: 'DynamoDB_20120810.' }],
  operations: {
    ...itemOperations,
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CreateTable: createTable,
    UpdateTable: updateTable,
    DescribeTable: describeTable,
    DeleteTable: deleteTable,
    ListTables: listTables,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsOfResource: listTagsOfResource,
    UpdateTimeToLive: updateTimeToLive,
    DescribeTimeToLive: describeTimeToLive,
    DescribeContinuousBackups: describeContinuousBackups,
    UpdateContinuousBackups: updateContinuousBackups,
  },
  resources: { 'AWS::DynamoDB::Table': tableKind },
};
