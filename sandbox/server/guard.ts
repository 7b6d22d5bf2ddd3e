import type { IncomingMessage, ServerResponse } from 'node:http';
import { whyForeign } from '../kernel/foreign-request.ts';
import type { Destination } from './handlers.ts';

/** Why a request is not answered. */
export interface Refusal {
  readonly status: 403 | 415;
  readonly message: string;
}

/**
 * The one place that every request passes before anything looks at it. Refuses what another site's page sent or
 * made a browser send, and a body of a type that a page may send without asking where JSON is spoken, or where a
 * signature in the header has to stand beside it.
 */
export function refusalOf(request: IncomingMessage, { forms }: Destination): Refusal | undefined {
  const foreign = whyForeign(request);
  if (foreign !== undefined)
    return { status: 403, message: `This sandbox is for this machine only. ${foreign}` };
  if (forms === 'taken' || !isSimple(request)) return undefined;
  // A header of this name is what no page can send before it was allowed to.
  if (forms === 'signed' && request.headers.authorization !== undefined) return undefined;
  const remedy =
    forms === 'signed'
      ? 'Sign the request in its Authorization header.'
      : 'Send it with "content-type: application/json", or with the AWS type that the service speaks.';
  return { status: 415, message: `Any web page could have sent a body of this type. ${remedy}` };
}

/** Answers a refusal so that a person and an SDK can read it. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, message }: Refusal,
): void {
  // What was sent of a body is let pass unread, so that the client reads the answer.
  request.resume();
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-errortype': 'AccessDeniedException',
  });
  response.end(`${JSON.stringify({ __type: 'AccessDeniedException', message })}\n`);
}

/**
 * What no answer lets a browser do: give it to another site's page, take it for another type, or run it with the
 * rights of the sandbox's own page. A handler that answers with a page says itself what that may do.
 */
export const answerHeaders: Readonly<Record<string, string>> = {
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** The types of body that a page may send to any site without asking it first; no type at all is one of them. */
const simpleTypes: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
]);

/** @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
function isSimple({ method, headers }: IncomingMessage): boolean {
  if (method !== 'POST' || !hasBody(headers)) return false;
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return simpleTypes.has(type.trim().toLowerCase());
}

function hasBody(headers: IncomingMessage['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
