import type { Bucket, ListedObject } from '../core/bucket.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import { type BucketPlace, between, callS3, callS3ForText } from './s3-call.ts';
import { uploadParts } from './upload-parts.ts';

/** A bucket, spoken to by S3's REST calls: an SDK client for S3 alone would take 300 KB of a 500 KB bundle. */
export function s3Bucket(place: BucketPlace): Bucket {
  return {
    name: place.bucket,
    create: (key, body) => create(place, key, body),
    upload: (key, bytes) => uploadParts(place, key, bytes),
    read: (key) => read(place, key),
    list: async (prefix) => (await list(place, prefix)).objects,
    folders: async (prefix) => (await list(place, prefix, '/')).folders,
  };
}

/** `If-None-Match: *` makes S3 refuse to replace (docs: conditional writes). */
async function create(place: BucketPlace, key: string, body: Uint8Array): Promise<boolean> {
  const headers = { 'if-none-match': '*', 'content-type': 'application/json' };
  try {
    const answer = await callS3(place, { name: 'PutObject', method: 'PUT', key, headers, body });
    answer.resume();
    return true;
  } catch (error) {
    if (isControllerError(error, 'version-conflict')) return false;
    throw error;
  }
}

async function read(place: BucketPlace, key: string): Promise<AsyncIterable<Buffer> | undefined> {
  try {
    return whole(await callS3(place, { name: 'GetObject', method: 'GET', key }), key);
  } catch (error) {
    if (isControllerError(error, 'not-found') && error.details['awsError'] === 'NoSuchKey') return undefined;
    throw error;
  }
}

/** A connection that is lost on the way is no end, and is told as what it is. */
async function* whole(
  answer: AsyncIterable<Buffer> & { headers: { 'content-length'?: string | undefined } },
  key: string,
): AsyncGenerator<Buffer> {
  let received = 0;
  try {
    for await (const chunk of answer) {
      received += chunk.byteLength;
      yield chunk;
    }
  } catch (cause) {
    const expected = answer.headers['content-length'] ?? 'an unknown number of';
    throw new ControllerError(
      'service-unavailable',
      `S3 GetObject on ${key} ended after ${received} of ${expected} bytes.`,
      { cause },
    );
  }
}

interface Listing {
  readonly objects: ListedObject[];
  readonly folders: string[];
}

/** More than a backup writes below one prefix in ten years. */
const mostListed = 100_000;
/** A page has a thousand, or fewer, or none though more follow. */
const mostPages = 1_000;

async function list(place: BucketPlace, prefix: string, delimiter?: string): Promise<Listing> {
  const all: Listing = { objects: [], folders: [] };
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await callS3ForText(place, {
      name: 'ListObjectsV2',
      method: 'GET',
      query: {
        'list-type': '2',
        prefix,
        ...(delimiter !== undefined && { delimiter }),
        ...(token !== undefined && { 'continuation-token': token }),
      },
    });
    const { objects, folders } = readPage(page, prefix);
    all.objects.push(...objects);
    all.folders.push(...folders);
    pages += 1;
    if (pages > mostPages || all.objects.length + all.folders.length > mostListed)
      throw new ControllerError(
        'listing-too-long',
        `The listing of ${prefix} in bucket ${place.bucket} has no end: after ${all.objects.length + all.folders.length} entries there are more, and no backup has as many.`,
      );
    token = between(page, 'NextContinuationToken');
  } while (token !== undefined);
  return all;
}

/** Our keys hold no character that XML escapes. */
function readPage(page: string, prefix: string): Listing {
  return {
    objects: elementsOf(page, 'Contents').map((text) => ({
      key: between(text, 'Key') ?? '',
      size: Number(between(text, 'Size')),
    })),
    folders: elementsOf(page, 'CommonPrefixes').map((text) =>
      (between(text, 'Prefix') ?? '').slice(prefix.length, -1),
    ),
  };
}

function elementsOf(page: string, element: string): string[] {
  return page
    .split(`<${element}>`)
    .slice(1)
    .map((text) => text.slice(0, Math.max(text.indexOf(`</${element}>`), 0)));
}
