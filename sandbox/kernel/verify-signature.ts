import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { Signature } from './signature.ts';
import type { WireRequest } from './wire.ts';

/**
 * Whether the signature was made with this secret over this request, by the four steps of Signature Version 4.
 * The signing time is not compared with the clock: a sandbox that runs faster would refuse its visitors.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignedWith(secret: string, request: WireRequest, signature: Signature): boolean {
  const time =
    signature.kind === 'header'
      ? (request.headers['x-amz-date'] ?? '')
      : (request.query.get('X-Amz-Date') ?? '');
  const toSign = [
    'AWS4-HMAC-SHA256',
    time,
    `${signature.date}/${signature.region}/${signature.service}/aws4_request`,
    sha256(canonicalRequest(request, signature)),
  ].join('\n');
  const expected = hmac(signingKey(secret, signature), toSign);
  const given = Buffer.from(signature.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

// A memory of a pure function: four of the five hashes are the same for a whole day.
const signingKeys = new Map<string, Buffer>();

function signingKey(secret: string, { date, region, service }: Signature): Buffer {
  const name = [secret, date, region, service].join(' ');
  const known = signingKeys.get(name);
  if (known) return known;
  if (signingKeys.size >= 1000) signingKeys.clear();
  const key = [date, region, service, 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secret}`));
  signingKeys.set(name, key);
  return key;
}

function canonicalRequest(request: WireRequest, signature: Signature): string {
  const headers = signature.signedHeaders
    .map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
  return [
    request.method,
    canonicalPath(request.path, signature.service),
    canonicalQuery(request.query),
    headers,
    signature.signedHeaders.join(';'),
    payloadHash(request, signature),
  ].join('\n');
}

/** Every service but S3 encodes the path that was sent once more. */
function canonicalPath(path: string, service: string): string {
  if (path === '/' || service === 's3') return path;
  return path.split('/').map(encode).join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted((left, right) => byCodePoint(left[0], right[0]) || byCodePoint(left[1], right[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const byCodePoint = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** A declared hash is taken as it stands only where there is no hash: unsigned and streamed payloads. */
function payloadHash(request: WireRequest, signature: Signature): string {
  const declared = request.headers['x-amz-content-sha256'];
  if (declared?.startsWith('UNSIGNED-') || declared?.startsWith('STREAMING-')) return declared;
  if (signature.kind === 'presigned' && signature.service === 's3') return 'UNSIGNED-PAYLOAD';
  return sha256(request.body);
}

/** Percent-encodes all but the characters RFC 3986 calls unreserved. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
