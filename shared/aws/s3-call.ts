import { createHash } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { cutText } from '../core/cut-text.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Clock } from '../core/ports.ts';
import { second } from '../core/time.ts';
import { type AwsCredentials, type PlainRequest, queryText, signRequest } from './sign-request.ts';
import { translateError } from './translate-error.ts';

/** Where a bucket is and who asks. */
export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
  /** In place of AWS's own address; the bucket is then named in the path. */
  readonly endpoint?: string | undefined;
  readonly credentials: () => Promise<AwsCredentials>;
  readonly clock: Clock;
  /** How it waits between two tries; by the machine's timer when absent. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** One request to the bucket, or to one of its objects. */
export interface BucketRequest {
  readonly name: string;
  readonly method: PlainRequest['method'];
  /** Letters, digits and `/._-` only, so that nothing has to be encoded. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

const mostTries = 4;
const firstPauseMs = 200;
/** How long S3 may be silent. */
const idleMs = 60 * second;

/**
 * Sends one request, again when the answer is that S3 is busy or none came, and gives the answer with its body not
 * read yet. Fails with a ControllerError that has S3's own code and words.
 */
export function callS3(place: BucketPlace, request: BucketRequest): Promise<http.IncomingMessage> {
  return retrying(place, () => attempt(place, request));
}

/** As `callS3`, and the body as text. S3 can fail after it said 200; that is told too. */
export function callS3ForText(place: BucketPlace, request: BucketRequest): Promise<string> {
  return retrying(place, async () => {
    const text = await textOf(await attempt(place, request)).catch((error: unknown) => {
      throw isControllerError(error) ? error : translateError(error, nameOf(place, request));
    });
    if (/^\s*(?:<\?xml[^>]*>\s*)?<Error>/.test(text)) throw errorOf(place, request, { status: 500, text });
    return text;
  });
}

async function retrying<Result>({ pause = wait }: BucketPlace, act: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries === mostTries || !isControllerError(error) || error.class !== 'upstream') throw error;
      await pause(firstPauseMs * 2 ** tries);
    }
  }
}

async function attempt(place: BucketPlace, request: BucketRequest): Promise<http.IncomingMessage> {
  try {
    const answer = await send(place, request);
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return answer;
    throw errorOf(place, request, { status, text: await textOf(answer) });
  } catch (error) {
    throw isControllerError(error) ? error : translateError(error, nameOf(place, request));
  }
}

/**
 * A bucket with Object Lock takes no object or part without a checksum in a header of its own; the one in the signature
 * does not count (API reference, PutObject, Content-MD5).
 */
async function send(place: BucketPlace, request: BucketRequest): Promise<http.IncomingMessage> {
  const { protocol, host, path } = addressOf(place, request.key ?? '');
  const { query = {}, body = Buffer.alloc(0), method } = request;
  const plain: PlainRequest = {
    method,
    host,
    path,
    query,
    body,
    headers: {
      'content-length': String(body.byteLength),
      ...(method === 'PUT' && { 'content-md5': createHash('md5').update(body).digest('base64') }),
      ...request.headers,
    },
  };
  const headers = signRequest(plain, {
    credentials: await place.credentials(),
    service: 's3',
    region: place.region,
    now: place.clock.now(),
  });
  const url = `${protocol}//${host}${path}${Object.keys(query).length === 0 ? '' : `?${queryText(query)}`}`;
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: idleMs };
    const sent = (protocol === 'http:' ? http : https).request(url, options, resolve);
    sent.on('timeout', () => sent.destroy(new Error(`S3 said nothing for ${idleMs / second} seconds.`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** AWS's own address names the bucket in the host (docs: virtual hosting of buckets). */
function addressOf(
  { bucket, region, endpoint }: BucketPlace,
  key: string,
): { protocol: string; host: string; path: string } {
  if (endpoint !== undefined) {
    const { protocol, host, pathname } = new URL(endpoint);
    return { protocol, host, path: `${pathname.replace(/\/$/, '')}/${bucket}${key && `/${key}`}` };
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { protocol: 'https:', host: `${bucket}.s3.${region}.${domain}`, path: `/${key}` };
}

function errorOf(
  place: BucketPlace,
  request: BucketRequest,
  { status, text }: { readonly status: number; readonly text: string },
): ControllerError {
  const error = new Error(cutText(between(text, 'Message') ?? `HTTP ${status}`, mostSaid));
  // A HEAD, a proxy or a cut answer has no code; the status tells as much as is known then.
  error.name = between(text, 'Code')?.slice(0, 100) ?? namesByStatus[status] ?? 'Unknown';
  return translateError(error, nameOf(place, request));
}

/** Of what S3 says about an error. */
const mostSaid = 1_000;

/** The text of the first element of this name, found without an expression: anybody may have written the rest. */
export function between(text: string, element: string): string | undefined {
  const from = text.indexOf(`<${element}>`);
  const to = text.indexOf(`</${element}>`, from);
  return from < 0 || to < 0 ? undefined : text.slice(from + element.length + 2, to);
}

const namesByStatus: Readonly<Record<number, string>> = {
  403: 'AccessDenied',
  404: 'NoSuchKey',
  412: 'PreconditionFailed',
  503: 'SlowDown',
};

function nameOf({ bucket }: BucketPlace, { name, key }: BucketRequest): { call: string; on: string } {
  return { call: `S3 ${name}`, on: key === undefined ? `bucket ${bucket}` : `${bucket}/${key}` };
}

/** A page of a listing names a thousand keys of at most 1,024 bytes each. */
const mostTextBytes = 8 * 1024 * 1024;

async function textOf(answer: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > mostTextBytes)
      throw new ControllerError(
        'listing-too-long',
        `S3 answered with more than ${mostTextBytes} bytes of text.`,
      );
  }
  return Buffer.concat(chunks).toString();
}
