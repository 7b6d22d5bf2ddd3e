import { ControllerError, isControllerError } from '../core/error.ts';
import { type BucketPlace, between, callS3, callS3ForText } from './s3-call.ts';

/**
 * S3 takes parts of at least 5 MiB, the last one excepted, and at most 10,000 of them (docs: multipart upload
 * limits), so that this size reaches to 78 GiB with two parts in memory.
 */
const partBytes = 8 * 1024 * 1024;

/**
 * Writes a stream into an object: in one request when it is short, else in parts, one being sent while the next is
 * collected. An upload that fails is aborted, whatever failed; when even that fails the error says so too, and the
 * bucket's lifecycle removes what is left. Gives the object's length.
 */
export async function uploadParts(
  place: BucketPlace,
  key: string,
  bytes: AsyncIterable<Buffer>,
): Promise<number> {
  let total = 0;
  let upload: PartUpload | undefined;
  try {
    for await (const { part, isLast } of partsOf(bytes)) {
      total += part.byteLength;
      if (isLast && upload === undefined) {
        const answer = await callS3(place, { name: 'PutObject', method: 'PUT', key, body: part });
        answer.resume();
        return total;
      }
      upload ??= await beginUpload(place, key);
      await upload.send(part);
    }
    await upload?.complete();
    return total;
  } catch (error) {
    const leftBehind = await upload?.abort();
    throw leftBehind === undefined ? error : withBoth(error, leftBehind);
  }
}

function withBoth(error: unknown, leftBehind: string): unknown {
  if (!isControllerError(error)) return error;
  const message = `${error.message} What was uploaded could not be removed: ${leftBehind}`;
  return new ControllerError(error.code, message, { details: error.details, cause: error });
}

interface PartUpload {
  /** Returns when the part before this one has arrived. */
  send(part: Buffer): Promise<void>;
  complete(): Promise<void>;
  /** Never fails: gives why it could not remove what was uploaded, which the bucket's lifecycle does then. */
  abort(): Promise<string | undefined>;
}

async function beginUpload(place: BucketPlace, key: string): Promise<PartUpload> {
  const begun = await callS3ForText(place, {
    name: 'CreateMultipartUpload',
    method: 'POST',
    key,
    query: { uploads: '' },
  });
  const uploadId = between(begun, 'UploadId');
  if (!uploadId) throw new ControllerError('service-unavailable', `S3 gave the upload of ${key} no id.`);
  const etags: string[] = [];
  let underWay: Promise<void> = Promise.resolve();

  const sendPart = async (body: Buffer): Promise<void> => {
    const query = { partNumber: String(etags.length + 1), uploadId };
    const answer = await callS3(place, { name: 'UploadPart', method: 'PUT', key, query, body });
    answer.resume();
    etags.push(answer.headers.etag ?? '');
  };
  return {
    async send(part) {
      await underWay;
      underWay = sendPart(part);
      // It is awaited with the next part; until then its failure must not count as one that nobody looks at.
      underWay.catch(() => undefined);
    },
    async complete() {
      await underWay;
      const parts = etags.map(
        (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
      );
      const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
      await callS3ForText(place, {
        name: 'CompleteMultipartUpload',
        method: 'POST',
        key,
        query: { uploadId },
        body,
      });
    },
    async abort() {
      await underWay.catch(() => undefined);
      return removeParts(place, key, uploadId);
    },
  };
}

/** Gives why the parts could not be removed; nothing when they are. */
async function removeParts(place: BucketPlace, key: string, uploadId: string): Promise<string | undefined> {
  const request = { name: 'AbortMultipartUpload', method: 'DELETE', key, query: { uploadId } } as const;
  try {
    const answer = await callS3(place, request);
    answer.resume();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Cuts a stream into parts. Two buffers take turns, because a buffer that is thrown away lies in memory until the
 * next collection; a part may be used until the second one after it is asked for.
 */
async function* partsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<{ part: Buffer; isLast: boolean }> {
  let [filling, other]: [Buffer, Buffer | undefined] = [Buffer.allocUnsafe(partBytes), undefined];
  let size = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (size + rest.byteLength > partBytes) {
      const room = partBytes - size;
      rest.copy(filling, size, 0, room);
      yield { part: filling, isLast: false };
      rest = rest.subarray(room);
      [filling, other] = [other ?? Buffer.allocUnsafe(partBytes), filling];
      size = 0;
    }
    rest.copy(filling, size);
    size += rest.byteLength;
  }
  yield { part: filling.subarray(0, size), isLast: true };
}
