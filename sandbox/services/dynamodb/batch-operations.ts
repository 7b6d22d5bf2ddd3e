import { type CallContext, defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { checkedInput, engine, runAction } from './dynalite.ts';
import { expireItems } from './expire-items.ts';
import { tableArn, tableName, tableNotFound } from './find-table.ts';
import { itemStore } from './item-store.ts';
import { leadingKeysOfBatch } from './leading-keys.ts';
import { dynamodbState, type Item } from './state.ts';
import { authorizeTableKey } from './table-key.ts';

interface KeysOfTable {
  readonly Keys: readonly Item[];
  readonly [member: string]: unknown;
}
interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}
interface BatchInput<Requests> {
  readonly RequestItems?: Readonly<Record<string, Requests>>;
  readonly [member: string]: unknown;
}

/** Answers of more than this are cut, and the rest comes back as UnprocessedKeys (API reference, BatchGetItem). */
const largestAnswer = 16 * 1024 * 1024;

/** Items are answered in the order they were asked for; DynamoDB promises none. */
export const batchGetItem = defineOperation({
  resources: ({ RequestItems = {} }: BatchInput<KeysOfTable>, context: CallContext) =>
    Object.keys(RequestItems).map((name) => tableArn(context, name)),
  conditions: ({ RequestItems = {} }: BatchInput<KeysOfTable>, context: CallContext) =>
    leadingKeysOfBatch(
      context,
      new Map(Object.entries(RequestItems).map(([name, { Keys }]) => [tableName(name), Keys])),
    ),
  async handle(input: BatchInput<KeysOfTable>, context: CallContext) {
    for (const name of Object.keys(input.RequestItems ?? {})) authorizeTableKey(context, name);
    const data = prepare(context, 'BatchGetItem', input);
    const answer = {
      Responses: {} as Record<string, Item[]>,
      UnprocessedKeys: {} as Record<string, { Keys: Item[] }>,
    };
    let size = 0;
    for (const [name, { Keys, ...options }] of Object.entries(data)) {
      const items: Item[] = [];
      answer.Responses[name] = items;
      for (const Key of Keys) {
        const one = { TableName: name, Key, ...options };
        // GetItem answers an item or nothing; its output has no other form.
        const { Item: item } = (await runAction('GetItem', itemStore(context), one)) as { Item?: Item };
        if (item === undefined) continue;
        size += engine.itemSize(item);
        if (size <= largestAnswer) items.push(item);
        else {
          answer.UnprocessedKeys[name] ??= { Keys: [] };
          answer.UnprocessedKeys[name].Keys.push(Key);
        }
      }
    }
    return answer;
  },
});

/** Puts and deletes of several items; every one of them is done, so nothing comes back unprocessed. */
export const batchWriteItem = defineOperation({
  resources: ({ RequestItems = {} }: BatchInput<readonly WriteRequest[]>, context: CallContext) =>
    Object.keys(RequestItems).map((name) => tableArn(context, name)),
  conditions: ({ RequestItems = {} }: BatchInput<readonly WriteRequest[]>, context: CallContext) =>
    leadingKeysOfBatch(
      context,
      new Map(
        Object.entries(RequestItems).map(([name, writes]) => [
          tableName(name),
          writes.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
        ]),
      ),
    ),
  handle(input: BatchInput<readonly WriteRequest[]>, context: CallContext) {
    const RequestItems = prepare(context, 'BatchWriteItem', input);
    return runAction('BatchWriteItem', itemStore(context), { ...input, RequestItems });
  },
});

/** Checks the batch as a whole, every table and key of it included, before anything is done. */
function prepare<Requests>(scope: Scope, operation: string, input: BatchInput<Requests>) {
  const byName = Object.entries(input.RequestItems ?? {}).map(([name, requests]) => [
    tableName(name),
    requests,
  ]);
  const checked = checkedInput(operation, { ...input, RequestItems: Object.fromEntries(byName) });
  // The checks above leave the member as the caller gave it, with what was parsed added.
  const requestItems = checked['RequestItems'] as Record<string, Requests>;
  for (const name of Object.keys(requestItems)) {
    expireItems(scope, name);
    if (!dynamodbState(scope).tables.has(name)) throw tableNotFound();
  }
  return requestItems;
}
