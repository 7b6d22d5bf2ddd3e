import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { findTable, tableArn, tableName } from './find-table.ts';
import type { TableInput } from './item-operations.ts';
import type { Table } from './state.ts';

const resources = (input: TableInput, context: CallContext) => tableArn(context, input['TableName']);

/** Switches the deletion of expired items on or off; asking for what is already so is an error, as on AWS. */
export const updateTimeToLive = defineOperation({
  resources,
  handle: (input: TableInput, context: CallContext) => {
    const table = findTable(context, tableName(input['TableName']));
    // The SDK sends both members; anything else is refused below.
    const wanted = (input['TimeToLiveSpecification'] ?? {}) as { AttributeName?: string; Enabled?: boolean };
    if (!wanted.AttributeName || typeof wanted.Enabled !== 'boolean') {
      throw new AwsError(
        'ValidationException',
        'TimeToLiveSpecification needs an AttributeName and Enabled.',
      );
    }
    const isEnabled = table.timeToLiveAttribute !== undefined;
    if (wanted.Enabled && isEnabled)
      throw new AwsError('ValidationException', 'TimeToLive is already enabled');
    if (!wanted.Enabled && !isEnabled) {
      throw new AwsError('ValidationException', 'TimeToLive is already disabled');
    }
    setTimeToLive(table, wanted.Enabled ? wanted.AttributeName : undefined);
    return { TimeToLiveSpecification: wanted };
  },
});

export const describeTimeToLive = defineOperation({
  resources,
  handle: (input: TableInput, context: CallContext) => {
    const { timeToLiveAttribute } = findTable(context, tableName(input['TableName']));
    if (timeToLiveAttribute === undefined) {
      return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
    }
    return {
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
    };
  },
});

/** Sets the attribute that holds the expiry, or none; items that are already there count too. */
export function setTimeToLive(table: Table, attribute: string | undefined): void {
  if (attribute === undefined) delete table.timeToLiveAttribute;
  else table.timeToLiveAttribute = attribute;
  table.nextExpiryAt = 0;
}
