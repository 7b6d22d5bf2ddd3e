import { createHash, createHmac } from 'node:crypto';
import type { Instant } from '../core/time.ts';

/** What a signature is made with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A request as it goes over the wire; names of headers in lower case. */
export interface PlainRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  /** Host and, where it is not the usual one, port. */
  readonly host: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** By whom, for which service and when a request is signed. */
export interface Signing {
  readonly credentials: AwsCredentials;
  readonly service: string;
  readonly region: string;
  readonly now: Instant;
}

/**
 * The headers of a request with Signature Version 4 in them, the hash of its body included. For S3, where the path
 * is signed as it is sent (docs.aws.amazon.com, AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
export function signRequest(request: PlainRequest, signing: Signing): Record<string, string> {
  const { credentials, service, region } = signing;
  const time = new Date(signing.now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const bodyHash = sha256(request.body);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.host,
    'x-amz-date': time,
    'x-amz-content-sha256': bodyHash,
    ...(credentials.sessionToken !== undefined && { 'x-amz-security-token': credentials.sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.path,
    queryText(request.query),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    bodyHash,
  ].join('\n');
  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce(hmac, Buffer.from(`AWS4${credentials.secretAccessKey}`));
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope.join('/')}`,
    `SignedHeaders=${names.join(';')}`,
    `Signature=${hmac(key, toSign).toString('hex')}`,
  ].join(',');
  return { ...headers, authorization };
}

/** The query as it is sent and signed: sorted, and encoded as AWS wants it. */
export function queryText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** `encodeURIComponent` leaves five characters that AWS encodes as well. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
