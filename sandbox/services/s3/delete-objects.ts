import { AwsError } from '../../kernel/errors.ts';
import { authorize } from '../../kernel/offers/iam.ts';
import { type CallContext, defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { bucketOf, keyOf } from './address.ts';
import { findBucket } from './find-bucket.ts';
import { findVersion, refuseWhileLocked } from './object-lock.ts';
import { removeObject, removeVersion } from './objects.ts';
import { type Bucket, s3Arn } from './state.ts';
import { readXmlList, type XmlContent, xmlOutput } from './xml.ts';

/** With a version's id that version goes for good; without, the object is gone and its version may be kept. */
export const deleteObject = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, context) {
    const bucket = findBucket(context, bucketOf(input));
    const { versionId } = input.query;
    if (versionId === undefined) await removeObject(context, bucket, keyOf(input));
    else await removeOne(context, { bucket, key: keyOf(input), versionId, ...bypassOf(input, context) });
    return { status: 204, body: '' };
  },
});

/** Whoever wants to pass a governed retention by has to be allowed to. */
function bypassOf(input: RestInput, context: CallContext): { readonly bypasses: boolean } {
  if (input.headers['x-amz-bypass-governance-retention'] !== 'true') return { bypasses: false };
  authorize(context, context.principal, {
    action: 's3:BypassGovernanceRetention',
    resources: [s3Arn(context, bucketOf(input), keyOf(input))],
  });
  return { bypasses: true };
}

async function removeOne(
  scope: Scope,
  wanted: { bucket: Bucket; key: string; versionId: string; bypasses: boolean },
): Promise<void> {
  const object = findVersion(wanted.bucket, wanted.key, wanted.versionId);
  if (object === undefined) return;
  refuseWhileLocked(scope, object, wanted.bypasses);
  await removeVersion(scope, wanted.bucket, object);
}

/** Deletes up to a thousand keys; IAM asks for `s3:DeleteObject` on each. */
export const deleteObjects = defineOperation<RestInput, RestOutput>({
  action: 's3:DeleteObject',
  resources: (input, scope) => keysOf(input).map((key) => s3Arn(scope, bucketOf(input), key)),
  async handle(input, scope) {
    const bucket = findBucket(scope, bucketOf(input));
    const deleted: XmlContent[] = [];
    const errors: XmlContent[] = [];
    for (const { Key = '', VersionId } of objectsOf(input)) {
      try {
        if (VersionId === undefined) await removeObject(scope, bucket, Key);
        else await removeOne(scope, { bucket, key: Key, versionId: VersionId, bypasses: false });
        deleted.push({ Key, ...(VersionId !== undefined && { VersionId }) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors.push({ Key, VersionId, Code: error.code, Message: error.message });
      }
    }
    return xmlOutput('DeleteResult', { Deleted: deleted, Error: errors });
  },
});

function keysOf(input: RestInput): string[] {
  return objectsOf(input).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}

function objectsOf(input: RestInput): Readonly<Record<string, string | undefined>>[] {
  return readXmlList(input.body, { root: 'Delete', element: 'Object' });
}
