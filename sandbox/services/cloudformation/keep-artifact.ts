import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AwsError } from '../../kernel/errors.ts';
import { putObject } from '../../kernel/offers/s3.ts';
import type { Scope } from '../../kernel/world.ts';

/**
 * Puts the zip that a resource's `Code` names into the bucket that it names, as a deployment does before it makes
 * the stack: other resources may name the same object. Does nothing where there is no such bucket.
 */
export async function keepArtifact(
  scope: Scope,
  resource: { readonly properties: Readonly<Record<string, unknown>>; readonly artifactFolder: string },
): Promise<void> {
  const code = resource.properties['Code'];
  if (typeof code !== 'object' || code === null) return;
  const { S3Bucket: bucket, S3Key: key } = code as { readonly S3Bucket?: unknown; readonly S3Key?: unknown };
  if (typeof bucket !== 'string' || typeof key !== 'string') return;
  const body = await readFile(join(resource.artifactFolder, basename(key)));
  try {
    await putObject(scope, { bucket, key, body });
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'NoSuchBucket')) throw error;
  }
}
