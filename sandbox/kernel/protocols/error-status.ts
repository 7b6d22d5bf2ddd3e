import type { AwsError } from '../errors.ts';

const forbidden: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);

/**
 * The status of an error outside the JSON protocols: what the front door refuses is 403 there, and 400 in
 * JSON 1.x (read in published traces of the services; AWS's pages give only codes).
 */
export function statusOf(error: AwsError): number {
  return error.status === 400 && forbidden.has(error.code) ? 403 : error.status;
}
