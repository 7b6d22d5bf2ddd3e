import { describe, expect, it } from 'vitest';
import type { Answer } from '../../support/answering-service.ts';
import { bucketOf, busyPauses, bytesOf, MiB, ok, refusal, xml } from './a-bucket.ts';

describe('list and folders', () => {
  const page = (names: readonly string[], token = '') =>
    ok(
      `<?xml version="1.0"?>\n<ListBucketResult>${token && `<NextContinuationToken>${token}</NextContinuationToken>`}${names
        .map((name) => `<Contents><Key>a/${name}</Key><Size>7</Size></Contents>`)
        .join('')}<CommonPrefixes><Prefix>a/b/</Prefix></CommonPrefixes></ListBucketResult>`,
    );

  it('read every page, an empty one too', async () => {
    const { bucket, asked } = await bucketOf(page(['1'], 'two'), page([], 'three'), page(['2']));

    expect(await bucket.list('a/')).toEqual([
      { key: 'a/1', size: 7 },
      { key: 'a/2', size: 7 },
    ]);
    expect(asked.map(({ url }) => new URL(url, 'http://s3').searchParams.get('continuation-token'))).toEqual([
      null,
      'two',
      'three',
    ]);
  });

  it('give nothing for an empty bucket, and folders by their names', async () => {
    const { bucket } = await bucketOf(ok('<ListBucketResult></ListBucketResult>'), page([]));

    expect(await bucket.list('a/')).toEqual([]);
    expect(await bucket.folders('a/')).toEqual(['b']);
  });

  it.each([
    ['at once', xml('InternalError')],
    [
      'after the blanks by which S3 keeps the line alive',
      `<?xml version="1.0"?>\n \n \n<Error><Code>InternalError</Code>`,
    ],
    ['after blanks alone', `  \n${xml('InternalError')}`],
  ])('take an error in an answer of 200, %s, for an error: four tries and no more', async (_where, text) => {
    const { bucket, pauses, asked } = await bucketOf(ok(text));

    await expect(bucket.list('a/')).rejects.toMatchObject({
      code: 'service-unavailable',
      details: { awsError: 'InternalError' },
    });
    expect(pauses).toEqual(busyPauses);
    expect(asked).toHaveLength(4);
  });

  it('end in a sentence when the pages never end, whether they hold something or nothing', async () => {
    const full = await bucketOf(
      page(
        Array.from({ length: 1_000 }, (_key, index) => String(index)),
        'more',
      ),
    );
    const empty = await bucketOf(
      ok('<ListBucketResult><NextContinuationToken>more</NextContinuationToken></ListBucketResult>'),
    );

    for (const { bucket } of [full, empty])
      await expect(bucket.list('a/')).rejects.toMatchObject({
        code: 'listing-too-long',
        message: expect.stringMatching(
          /^The listing of a\/ in bucket \S+ has no end: after \d+ entries there are more, and no backup has as many\.$/,
        ),
      });
    expect(full.asked.length).toBeLessThan(110);
    expect(empty.asked).toHaveLength(1_001);
  });

  it('end in a sentence when one page never ends, at once', async () => {
    const { bucket, asked } = await bucketOf(ok(`<ListBucketResult>${'<Contents>'.repeat(1_000_000)}`));

    await expect(bucket.list('a/')).rejects.toMatchObject({
      code: 'listing-too-long',
      message: 'S3 answered with more than 8388608 bytes of text.',
    });
    expect(asked).toHaveLength(1);
  });

  it('do not try again what an answer of 200 refuses for good, and take the answer after an error', async () => {
    const refused = await bucketOf(ok(xml('AccessDenied')));
    const busy = await bucketOf(ok(xml('InternalError')), page(['1']));

    await expect(refused.bucket.list('a/')).rejects.toMatchObject({ code: 'access-denied' });
    expect(refused.pauses).toEqual([]);
    expect(await busy.bucket.list('a/')).toHaveLength(1);
  });

  it('try again when a page breaks off in the middle', async () => {
    const broken: Answer = { status: 200, text: '<List', headers: { 'content-length': '80' }, ending: 'cut' };
    const { bucket, pauses } = await bucketOf(broken, page(['1']));

    expect(await bucket.list('a/')).toHaveLength(1);
    expect(pauses).toEqual([400]);
  });
});

describe('upload in parts', () => {
  const begun = ok('<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>');
  const part = (etag: string) => ok('', { etag });
  const shape = (asked: readonly { method: string; url: string }[]) =>
    asked.map(({ method, url }) => `${method} ${url.replace('/ours/a?', '')}`);

  it('names its parts by their checksums', async () => {
    const { bucket, asked } = await bucketOf(
      begun,
      part('"e1"'),
      part('"e2"'),
      ok('<CompleteMultipartUploadResult/>'),
    );

    expect(await bucket.upload('a', bytesOf(8 * MiB, 5))).toBe(8 * MiB + 5);

    expect(shape(asked)).toEqual([
      'POST uploads=',
      'PUT partNumber=1&uploadId=u1',
      'PUT partNumber=2&uploadId=u1',
      'POST uploadId=u1',
    ]);
    expect(asked.at(-1)?.body).toBe(
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"e1"</ETag></Part><Part><PartNumber>2</PartNumber><ETag>"e2"</ETag></Part></CompleteMultipartUpload>',
    );
  });

  it.each<readonly [string, readonly Answer[], string]>([
    [
      'the first part is refused',
      [begun, refusal(403, 'AccessDenied'), ok()],
      'S3 UploadPart on ours/a failed: Its own words.',
    ],
    [
      'the last part is refused',
      [begun, part('"e1"'), refusal(403, 'AccessDenied'), ok()],
      'S3 UploadPart on ours/a failed: Its own words.',
    ],
    [
      'the end is refused',
      [begun, part('"e1"'), part('"e2"'), refusal(403, 'AccessDenied'), ok()],
      'S3 CompleteMultipartUpload on ours/a failed: Its own words.',
    ],
    [
      'the end is refused in an answer of 200',
      [begun, part('"e1"'), part('"e2"'), ok(xml('AccessDenied')), ok()],
      'S3 CompleteMultipartUpload on ours/a failed: Its own words.',
    ],
  ])('leaves nothing behind when %s', async (_what, answers, message) => {
    const { bucket, asked } = await bucketOf(...answers);

    await expect(bucket.upload('a', bytesOf(8 * MiB, 5))).rejects.toMatchObject({
      code: 'access-denied',
      message,
    });

    expect(shape(asked).at(-1)).toBe('DELETE uploadId=u1');
    expect(shape(asked).filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
  });

  it('says so when what was uploaded cannot be removed either', async () => {
    const { bucket } = await bucketOf(begun, refusal(403, 'AccessDenied'));

    await expect(bucket.upload('a', bytesOf(8 * MiB, 5))).rejects.toThrow(
      'S3 UploadPart on ours/a failed: Its own words. What was uploaded could not be removed: S3 AbortMultipartUpload on ours/a failed: Its own words.',
    );
  });

  it('begins nothing without an id', async () => {
    const { bucket, asked } = await bucketOf(ok('<InitiateMultipartUploadResult/>'));

    await expect(bucket.upload('a', bytesOf(9 * MiB))).rejects.toMatchObject({
      code: 'service-unavailable',
      message: 'S3 gave the upload of a no id.',
    });
    expect(asked).toHaveLength(1);
  });
});
