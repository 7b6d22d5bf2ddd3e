import type { FunctionAnswer } from './run-function.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

interface Reply {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly cookies?: readonly string[];
  readonly isBase64Encoded?: boolean;
}

/**
 * The HTTP response that a function URL makes of what the function returned. Without a `statusCode` the whole
 * value is the body; a function that failed is a 502.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function urlAnswer({ payload, hasFailed }: FunctionAnswer, requestId: string): HttpAnswer {
  const own = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  if (hasFailed) return { status: 502, headers: own, body: Buffer.from('Internal Server Error') };
  const value: unknown = JSON.parse(payload);
  if (!isReply(value)) {
    const text = typeof value === 'string' ? value : payload;
    return { status: 200, headers: own, body: Buffer.from(text) };
  }
  const headers: Record<string, string | string[]> = { ...own };
  for (const [name, one] of Object.entries(value.headers ?? {})) headers[name.toLowerCase()] = String(one);
  if (value.cookies !== undefined && value.cookies.length > 0) headers['set-cookie'] = [...value.cookies];
  return { status: value.statusCode, headers, body: bytesOf(value) };
}

function bytesOf({ body, isBase64Encoded }: Reply): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.from(text, isBase64Encoded === true ? 'base64' : 'utf8');
}

function isReply(value: unknown): value is Reply {
  return (
    typeof value === 'object' && value !== null && 'statusCode' in value && Number.isInteger(value.statusCode)
  );
}
