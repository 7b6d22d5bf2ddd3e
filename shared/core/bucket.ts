/** An object as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
}

/** One bucket of objects, of any size, that are written once. */
export interface Bucket {
  readonly name: string;
  /** Writes an object that is not there yet; false when there is one of that name, which then stays. */
  create(key: string, body: Uint8Array): Promise<boolean>;
  /** Writes an object from a stream of any length in constant memory; gives its length. Nothing is left of one that fails. */
  upload(key: string, bytes: AsyncIterable<Buffer>): Promise<number>;
  /** The object's bytes as they arrive; nothing when there is no such object. */
  read(key: string): Promise<AsyncIterable<Buffer> | undefined>;
  /** Objects whose keys begin so, in order of their keys. */
  list(prefix: string): Promise<ListedObject[]>;
  /** What follows the prefix up to the next slash, in order. */
  folders(prefix: string): Promise<string[]>;
}
