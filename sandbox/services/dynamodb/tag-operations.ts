import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { tableName } from './find-table.ts';
import { dynamodbState, type Table } from './state.ts';

interface TagInput {
  readonly ResourceArn: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TagKeys?: readonly string[];
}

const resources = ({ ResourceArn }: TagInput) => ResourceArn;

export const tagResource = defineOperation({
  resources,
  handle: (input: TagInput, context: CallContext) => {
    const { tags } = taggedTable(context, input);
    for (const { Key, Value } of input.Tags ?? []) tags.set(Key, Value);
    return {};
  },
});

export const untagResource = defineOperation({
  resources,
  handle: (input: TagInput, context: CallContext) => {
    const { tags } = taggedTable(context, input);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
});

/** All tags in one page; DynamoDB's pages hold ten. */
export const listTagsOfResource = defineOperation({
  resources,
  handle: (input: TagInput, context: CallContext) => ({
    Tags: [...taggedTable(context, input).tags].map(([Key, Value]) => ({ Key, Value })),
  }),
});

function taggedTable(scope: Scope, { ResourceArn }: TagInput): Table {
  const table = dynamodbState(scope).tables.get(tableName(ResourceArn));
  if (table === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: ResourcArn: ${ResourceArn} not found`,
    );
  }
  return table;
}
