import { smallPackBytes } from './push-pack.ts';

/** Lets a pack pass and keeps it when it is small; `kept` is `undefined` for a large one or before the end. */
export function keepSmall(bytes: AsyncIterable<Buffer>): {
  bytes: AsyncIterable<Buffer>;
  kept(): Buffer | undefined;
} {
  let parts: Buffer[] | undefined = [];
  let length = 0;
  let ended = false;
  async function* pass(): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      length += chunk.length;
      if (length > smallPackBytes) parts = undefined;
      parts?.push(chunk);
      yield chunk;
    }
    ended = true;
  }
  return { bytes: pass(), kept: () => (ended && parts ? Buffer.concat(parts) : undefined) };
}
