import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../shared/core/bucket.ts';
import type { Answer } from '../../support/answering-service.ts';
import { bucketOf, busyPauses, bytesOf, MiB, ok, refusal } from './a-bucket.ts';

async function textOf(bytes: AsyncIterable<Buffer> | undefined): Promise<string | undefined> {
  if (bytes === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const calls: Readonly<Record<string, { told: string; ask: (bucket: Bucket) => Promise<unknown> }>> = {
  create: { told: 'S3 PutObject on ours/a', ask: (bucket) => bucket.create('a', Buffer.from('x')) },
  upload: { told: 'S3 PutObject on ours/a', ask: (bucket) => bucket.upload('a', bytesOf(3)) },
  'upload in parts': {
    told: 'S3 CreateMultipartUpload on ours/a',
    ask: (bucket) => bucket.upload('a', bytesOf(9 * MiB)),
  },
  read: { told: 'S3 GetObject on ours/a', ask: async (bucket) => textOf(await bucket.read('a')) },
  list: { told: 'S3 ListObjectsV2 on bucket ours', ask: (bucket) => bucket.list('a/') },
  folders: { told: 'S3 ListObjectsV2 on bucket ours', ask: (bucket) => bucket.folders('a/') },
};

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const errors: readonly (readonly [
  code: string,
  status: number,
  becomes: string,
  pauses: readonly number[],
])[] = [
  ['NoSuchBucket', 404, 'not-found', []],
  ['AccessDenied', 403, 'access-denied', []],
  ['InvalidAccessKeyId', 403, 'access-denied', []],
  ['SignatureDoesNotMatch', 403, 'access-denied', []],
  ['ExpiredToken', 400, 'access-denied', []],
  ['SlowDown', 503, 'throttled', busyPauses],
  ['ServiceUnavailable', 503, 'service-unavailable', busyPauses],
  ['InternalError', 500, 'service-unavailable', busyPauses],
  ['RequestTimeout', 400, 'service-unavailable', busyPauses],
];

describe.each(Object.entries(calls))('%s', (_name, { told, ask }) => {
  it.each(errors)('%s (HTTP %i) comes to %s, after pauses of %j', async (...row) => {
    const [code, status, becomes, expected] = row;
    const { bucket, pauses, asked } = await bucketOf(refusal(status, code));

    await expect(ask(bucket)).rejects.toMatchObject({
      code: becomes,
      message: `${told} failed: Its own words.`,
      details: { awsError: code },
    });
    expect(pauses).toEqual(expected);
    expect(asked).toHaveLength(expected.length + 1);
  });

  it.each([
    ['HTTP 403 without a word', 403, 'access-denied'],
    ['HTTP 503 without a word', 503, 'throttled'],
    ['HTTP 301 to another Region', 301, 'service-unavailable'],
    ['HTTP 502 of a proxy', 502, 'service-unavailable'],
  ])('%s counts as %s %s', async (_what, status, becomes) => {
    const { bucket } = await bucketOf({ status, text: '' });

    await expect(ask(bucket)).rejects.toMatchObject({
      code: becomes,
      message: `${told} failed: HTTP ${status}.`,
    });
  });

  it('a connection that is cut comes to service-unavailable after the same pauses', async () => {
    const { bucket, pauses } = await bucketOf('cut');

    await expect(ask(bucket)).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringContaining(`${told} failed: `),
    });
    expect(pauses).toEqual(busyPauses);
  });
});

describe('create', () => {
  it.each<readonly [string, Answer, boolean]>([
    ['it was not there', ok(), true],
    ['it was there', refusal(412, 'PreconditionFailed'), false],
    ['somebody creates it now', refusal(409, 'ConditionalRequestConflict'), false],
  ])('when %s', async (_what, answer, created) => {
    const { bucket, asked } = await bucketOf(answer);

    expect(await bucket.create('a', Buffer.from('x'))).toBe(created);
    expect(asked).toMatchObject([{ method: 'PUT', url: '/ours/a', headers: { 'if-none-match': '*' } }]);
  });

  it('is tried again when S3 was busy', async () => {
    const { bucket, pauses } = await bucketOf(refusal(503, 'SlowDown'), 'cut', ok());

    expect(await bucket.create('a', Buffer.from('x'))).toBe(true);
    expect(pauses).toEqual([400, 800]);
  });
});

describe('read', () => {
  it('gives the object, nothing for none, and an empty one', async () => {
    const { bucket } = await bucketOf(ok('text'), refusal(404, 'NoSuchKey'), { status: 404, text: '' }, ok());

    expect(await textOf(await bucket.read('a'))).toBe('text');
    expect(await bucket.read('a')).toBeUndefined();
    expect(await bucket.read('a')).toBeUndefined();
    expect(await textOf(await bucket.read('a'))).toBe('');
  });

  it('tells a connection that was cut in the middle as such: it is no end', async () => {
    const { bucket } = await bucketOf({
      status: 200,
      text: 'half',
      headers: { 'content-length': '8' },
      ending: 'cut',
    });

    await expect(bucket.read('a').then(textOf)).rejects.toMatchObject({
      code: 'service-unavailable',
      message: 'S3 GetObject on a ended after 4 of 8 bytes.',
    });
  });

  it('closes the connection when the reader leaves early', async () => {
    const { bucket, connections } = await bucketOf({
      status: 200,
      text: 'half',
      headers: { 'content-length': '8' },
      ending: 'wait',
    });

    for await (const _chunk of (await bucket.read('a')) ?? []) {
      expect(await connections()).toBe(1);
      break;
    }

    await expect.poll(connections).toBe(0);
  });
});
