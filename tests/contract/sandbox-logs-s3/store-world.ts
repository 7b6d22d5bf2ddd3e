import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { World } from '../../../sandbox/kernel/world.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

function aStore(): { world: World; client: S3Client } {
  const world = aWorld({ now: () => Date.parse('2026-03-02T09:00:00Z') });
  objectFiles.provide(world, objectFilesInMemory());
  return { world, client: new S3Client(inProcessClientConfig(world)) };
}

/** A store with the empty bucket `harbor`. */
export async function aBucket(): Promise<{ world: World; client: S3Client }> {
  const store = aStore();
  await store.client.send(new CreateBucketCommand({ Bucket: 'harbor' }));
  return store;
}

/** What an object of `harbor` holds, or the range of it. */
export async function textOf(client: S3Client, key: string, range?: string): Promise<string | undefined> {
  const answer = await client.send(
    new GetObjectCommand({ Bucket: 'harbor', Key: key, ...(range ? { Range: range } : {}) }),
  );
  return await answer.Body?.transformToString();
}
