import { recordKinds } from '../shared/store/kinds.ts';

/**
 * The condition of a statement that reaches no records but those of these kinds, and `${drawbridge(<kinds>):records}`
 * in a `function.yml`. DynamoDB tells IAM the partition key of every item that a call names; where it tells none (as of
 * a Scan) ForAllValues holds, and the second line does not.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function onlyRecordsOf(kinds: readonly string[]): Readonly<Record<string, object>> {
  if (kinds.length === 0) throw new Error('A condition on records names their kinds: (branch, replica)');
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds.map(partitionKeysOf) },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}

function partitionKeysOf(kind: string): string {
  const known = Object.entries(recordKinds).find(([name]) => name === kind);
  if (known === undefined)
    throw new Error(`There are no records of kind ${kind}, but ${Object.keys(recordKinds).join(', ')}`);
  return known[1];
}
