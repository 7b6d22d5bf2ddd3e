import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../kernel/errors.ts';
import type { RestInput } from '../../kernel/service.ts';
import { type DecodedChunks, decodeChunks } from './decode-chunks.ts';
import type { ObjectHeaders } from './state.ts';

const KEPT_HEADERS = [
  'content-type',
  'content-language',
  'content-disposition',
  'cache-control',
  'expires',
  'x-amz-website-redirect-location',
];

/** The object that a request carries: its bytes, and the headers to keep with it. */
export interface Payload {
  readonly bytes: Uint8Array;
  readonly headers: ObjectHeaders;
  /** The headers to answer with, to prove what arrived. */
  readonly checksums: ObjectHeaders;
}

/**
 * Reads the body of PutObject and UploadPart, chunked or not. Declines with BadDigest when the CRC32 or MD5 that
 * came with it does not fit.
 */
export function readPayload(input: RestInput): Payload {
  const { bytes, trailers } = unwrap(input);
  const checksums: Record<string, string> = {};
  const expected = input.headers['x-amz-checksum-crc32'] ?? trailers['x-amz-checksum-crc32'];
  if (expected !== undefined) {
    if (crc32Of(bytes) !== expected) {
      throw new AwsError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
    }
    checksums['x-amz-checksum-crc32'] = expected;
  }
  const md5 = input.headers['content-md5'];
  if (md5 !== undefined && createHash('md5').update(bytes).digest('base64') !== md5) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  return { bytes, checksums, headers: { ...keptHeaders(input.headers), ...checksums } };
}

/** The request's headers that belong to the object: its type, its caching, its own metadata. */
export function keptHeaders(headers: ObjectHeaders): ObjectHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => KEPT_HEADERS.includes(name) || name.startsWith('x-amz-meta-'),
  );
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked');
  if (encoding.length > 0) kept.push(['content-encoding', encoding.join(',')]);
  return Object.fromEntries(kept);
}

function unwrap({ headers, body }: RestInput): DecodedChunks {
  const isChunked =
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') ||
    headers['content-encoding']?.includes('aws-chunked');
  return isChunked ? decodeChunks(body) : { bytes: body, trailers: {} };
}

function crc32Of(bytes: Uint8Array): string {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(bytes));
  return digest.toString('base64');
}
