import { authorize } from '../../kernel/offers/iam.ts';
import type { CallContext, RestInput, RestOutput } from '../../kernel/service.ts';
import { bucketOf, keyOf } from './address.ts';
import { getObject, putObject } from './objects.ts';
import { keptHeaders } from './read-payload.ts';
import { type StoredObject, s3Arn } from './state.ts';
import { xmlOutput } from './xml.ts';

/** Copies an object; its own headers go along unless `x-amz-metadata-directive: REPLACE` brings new ones. */
export async function copyObject(input: RestInput, context: CallContext): Promise<RestOutput> {
  const original = await readCopySource(input, context);
  const replaces = input.headers['x-amz-metadata-directive'] === 'REPLACE';
  const { etag, lastModified } = await putObject(context, {
    bucket: bucketOf(input),
    key: keyOf(input),
    body: original.body,
    headers: replaces ? keptHeaders(input.headers) : original.headers,
  });
  return xmlOutput('CopyObjectResult', {
    LastModified: new Date(lastModified).toISOString(),
    ETag: etag,
  });
}

/**
 * The object that `x-amz-copy-source` names, or the range of it in `x-amz-copy-source-range`. The caller must be
 * allowed to read it.
 */
export async function readCopySource(
  input: RestInput,
  context: CallContext,
): Promise<StoredObject & { body: Uint8Array }> {
  const source = sourceOf(input.headers['x-amz-copy-source'] ?? '');
  authorize(context, context.principal, {
    action: 's3:GetObject',
    resources: [s3Arn(context, source.bucket, source.key)],
  });
  const original = await getObject(context, source);
  const range = /^bytes=(\d+)-(\d+)$/.exec(input.headers['x-amz-copy-source-range'] ?? '');
  if (!range) return original;
  return { ...original, body: original.body.subarray(Number(range[1]), Number(range[2]) + 1) };
}

/** Reads `/bucket/key?versionId=…`, percent-encoded, with or without the first slash. */
function sourceOf(header: string): { bucket: string; key: string } {
  const path = decodeURIComponent(header.split('?')[0] ?? '').replace(/^\//, '');
  const slash = path.indexOf('/');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
