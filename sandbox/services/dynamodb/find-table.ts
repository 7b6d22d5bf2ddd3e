import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { dynamodbState, type Table } from './state.ts';

/** DynamoDB's error for a table that is not there; the operations on tables name it, those on items do not. */
export function tableNotFound(name?: string): AwsError {
  const message =
    name === undefined
      ? 'Requested resource not found'
      : `Requested resource not found: Table: ${name} not found`;
  return new AwsError('ResourceNotFoundException', message);
}

/** The table of that name in this place, or ResourceNotFoundException. */
export function findTable(scope: Scope, name: string): Table {
  const table = dynamodbState(scope).tables.get(name);
  if (table === undefined) throw tableNotFound(name);
  return table;
}

/** The table's ARN, whether the table exists or not: IAM is asked before DynamoDB looks. */
export function tableArn(scope: Scope, name: unknown): string {
  return arnOf(scope, 'dynamodb', `table/${tableName(name)}`);
}

/** The name out of a name or an ARN; DynamoDB takes both. */
export function tableName(nameOrArn: unknown): string {
  const text = String(nameOrArn);
  return text.startsWith('arn:') ? (text.split('/')[1] ?? text) : text;
}

/** Where the entries of a secondary index are kept. */
export function indexKey(type: string, indexName: string): string {
  return `${type.toLowerCase()}/${indexName}`;
}
