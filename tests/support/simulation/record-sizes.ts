import { sizeOf } from '../../../sandbox/services/dynamodb/count-bytes.ts';
import type { Item } from '../../../sandbox/services/dynamodb/state.ts';
import type { AwsRequest } from './aws-request.ts';

/** DynamoDB takes four times as much: until then a record may still grow by what one run learns. */
const mostBytes = 100 * 1024;

/** What is too large about an item that a function writes, in words. */
export function problemOfSize({ operation, input }: AwsRequest): string[] {
  if (operation !== 'dynamodb:PutItem') return [];
  const item = input['Item'] as Item;
  const size = sizeOf(item);
  if (size <= mostBytes) return [];
  return [`${String(item['pk']?.['S'])} was written with ${size} bytes, which is more than ${mostBytes}`];
}
