import { defineOffer } from '../offer.ts';

/** Where an object is. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** Stores an object, in place of one with the same key. Declines with `NoSuchBucket`. */
export const putObject = defineOffer<
  [object: ObjectAddress & { readonly body: Uint8Array | string }],
  Promise<{ readonly etag: string }>
>('s3.putObject');

/** An object's bytes. Declines with `NoSuchBucket` or `NoSuchKey`. */
export const getObject = defineOffer<[address: ObjectAddress], Promise<{ readonly body: Uint8Array }>>(
  's3.getObject',
);

/** The ARN of a bucket, or of an object in it. */
export const s3Arn = defineOffer<[bucket: string, key?: string], string>('s3.s3Arn');
