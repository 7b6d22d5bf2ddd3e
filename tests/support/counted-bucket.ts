import type { Bucket } from '../../shared/core/bucket.ts';

/** A bucket in memory that counts what is read: every object that was begun has to be read to its end, or left. */
export interface CountedBucket extends Bucket {
  readonly objects: Map<string, Buffer>;
  /** Objects that are being read. */
  openReads(): number;
}

/** Objects are read in pieces of this size; one whose key is in `failing` breaks after its first piece, or at once. */
export function countedBucket(
  pieceSize: number,
  failing: Readonly<Record<string, { readonly error: Error; readonly at: 'once' | 'first piece' }>> = {},
): CountedBucket {
  const objects = new Map<string, Buffer>();
  let open = 0;
  return {
    name: 'ours',
    objects,
    openReads: () => open,
    async create(key, body) {
      if (objects.has(key)) return false;
      objects.set(key, Buffer.from(body));
      return true;
    },
    async upload(key, bytes) {
      const chunks: Buffer[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      objects.set(key, Buffer.concat(chunks));
      return objects.get(key)?.length ?? 0;
    },
    async read(key) {
      const failure = failing[key];
      if (failure?.at === 'once') throw failure.error;
      const body = objects.get(key);
      if (body === undefined) return undefined;
      open += 1;
      return piecesOf(body, failure?.error);
    },
    list: (prefix) =>
      Promise.resolve(keysBelow(prefix).map((key) => ({ key, size: objects.get(key)?.length ?? 0 }))),
    folders: (prefix) =>
      Promise.resolve([
        ...new Set(
          keysBelow(prefix)
            .map((key) => key.slice(prefix.length).split('/'))
            .flatMap(([folder = '', ...rest]) => (rest.length > 0 ? [folder] : [])),
        ),
      ]),
  };

  function keysBelow(prefix: string): string[] {
    return [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** Closed also when nobody begins to read, as a connection is. */
  function piecesOf(body: Buffer, failure: Error | undefined): AsyncIterableIterator<Buffer> {
    let at = 0;
    let isOpen = true;
    const close = () => {
      if (isOpen) open -= 1;
      isOpen = false;
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        if (at > 0 && failure) {
          close();
          throw failure;
        }
        if (at >= body.length) {
          close();
          return { done: true, value: undefined };
        }
        const value = body.subarray(at, at + pieceSize);
        at += pieceSize;
        return { done: false, value };
      },
      async return() {
        close();
        return { done: true, value: undefined };
      },
    };
  }
}
