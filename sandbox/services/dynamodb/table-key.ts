import { authorizeKey } from '../../kernel/offers/iam.ts';
import type { CallContext } from '../../kernel/service.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { tableName } from './find-table.ts';
import { dynamodbState, type Table } from './state.ts';

/** Encrypts a table with a customer's key, or with AWS's own again. */
export function setTableKey(scope: Scope, { description }: Table, key: string | undefined): void {
  if (key === undefined) {
    delete description['SSEDescription'];
    return;
  }
  const KMSMasterKeyArn = key.startsWith('arn:') ? key : arnOf(scope, 'kms', `key/${key}`);
  description['SSEDescription'] = { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn };
}

/** Whoever reads or writes an encrypted table has to be allowed its key (DynamoDB developer guide, usage notes). */
export function authorizeTableKey(context: CallContext, nameOrArn: unknown): void {
  const table = dynamodbState(context).tables.get(tableName(nameOrArn));
  const { KMSMasterKeyArn: key } = (table?.description['SSEDescription'] ?? {}) as {
    KMSMasterKeyArn?: string;
  };
  authorizeKey(context, context.principal, { service: 'dynamodb', key, actions: ['Decrypt'] });
}
