import type { RestInput } from '../../kernel/service.ts';

/** The bucket that the request's path names. */
export function bucketOf(input: RestInput): string {
  return input.parameters['Bucket'] ?? '';
}

/** The key that the request's path names. */
export function keyOf(input: RestInput): string {
  return input.parameters['Key'] ?? '';
}
