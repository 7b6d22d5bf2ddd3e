import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { findBucket } from '../../../sandbox/services/s3/find-bucket.ts';
import { getObject, putObject } from '../../../sandbox/services/s3/objects.ts';
import type { Bucket } from '../../../shared/core/bucket.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import type { AwsRequest, Members } from './aws-request.ts';

/** Has S3 do something, and gives what came of it. */
export type AskS3 = (request: AwsRequest) => Promise<unknown>;

type Act = (world: World) => unknown;

/**
 * The sandbox's bucket without S3's wire, which the tests of `s3Bucket` look at. As there, a call that has no answer
 * is made again, and a streamed object is there as a whole or not at all.
 */
export function simulatedBucket(name: string, ask: AskS3): Bucket {
  const inBucket = (world: World) => ({ scope: scopeOf(world, 'us-east-1'), bucket: name });
  const objectsOf = (world: World) => findBucket(inBucket(world).scope, name).objects;
  // What `s3Request` gives is what `act` gave.
  const call = async <Result>(
    operation: string,
    input: Members,
    act: (world: World) => Result | Promise<Result>,
  ) => (await ask(s3Request(operation, input, act))) as Result;
  const put = async (world: World, key: string, body: Uint8Array) => {
    const { scope, bucket } = inBucket(world);
    await putObject(scope, { bucket, key, body });
  };
  const keysWith = (world: World, prefix: string) =>
    [...objectsOf(world).values()].filter(({ key }) => key.startsWith(prefix)).sort(byKey);
  return {
    name,
    create: (key, body) =>
      call('PutObject', { key }, async (world) => {
        if (objectsOf(world).has(key)) return false;
        await put(world, key, body);
        return true;
      }),
    async upload(key, bytes) {
      const chunks: Buffer[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      await call('PutObject', { key }, (world) => put(world, key, body));
      return body.length;
    },
    read: (key) =>
      call('GetObject', { key }, async (world) => {
        const { scope, bucket } = inBucket(world);
        if (!objectsOf(world).has(key)) return undefined;
        const { body } = await getObject(scope, { bucket, key });
        return once(Buffer.from(body));
      }),
    list: (prefix) =>
      call('ListBucket', { prefix }, (world) =>
        keysWith(world, prefix).map(({ key, size }) => ({ key, size })),
      ),
    folders: (prefix) =>
      call('ListBucket', { prefix }, (world) => [
        ...new Set(
          keysWith(world, prefix).flatMap(({ key }) => {
            const rest = key.slice(prefix.length);
            return rest.includes('/') ? [rest.slice(0, rest.indexOf('/'))] : [];
          }),
        ),
      ]),
  };
}

function s3Request(operation: string, input: Members, act: Act): AwsRequest {
  return {
    operation: `s3:${operation}`,
    input,
    async perform(world) {
      const result = await act(world);
      return { isGood: true, said: 'ok', give: () => result };
    },
    fail(failure) {
      throw new ControllerError(
        failure === 'throttled' ? 'throttled' : 'service-unavailable',
        `S3 ${operation} failed: a fault of the simulation.`,
      );
    },
    succeed: (output) => output,
  };
}

function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  return one.key < other.key ? -1 : 1;
}

async function* once(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}
