// Implements gitprotocol-common(5), "pkt-line Format": four hexadecimal digits give the length of a packet, themselves
// included; `0000` is a flush. `0001` and `0002` belong to protocol version 2, `0003` to nothing: here they are errors.
import { violation } from '../remote-errors.ts';

/** The packet that ends a list. */
export const flushPacket: Buffer = Buffer.from('0000');

const mostBytes = 65_520;

/** A flush, or a part of a packet as it arrived; a packet that came whole is `first` and `last`. */
export type PktToken =
  | { readonly kind: 'flush' }
  | { readonly kind: 'data'; readonly bytes: Buffer; readonly first: boolean; readonly last: boolean };

/** Takes a stream apart, chunk by chunk, and keeps at most three bytes between two of them. */
export interface PktParser {
  /** The tokens in this chunk; throws `protocol-violation` for what is no packet. */
  feed(chunk: Buffer): PktToken[];
  /** Throws `protocol-violation` when the stream stopped inside a packet. */
  end(): void;
}

/** The packet with this content, which may be at most 65,516 bytes long. */
export function encodePacket(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = bytes.length + 4;
  if (length > mostBytes) throw new RangeError(`a packet of ${length} bytes is too long`);
  return Buffer.concat([Buffer.from(length.toString(16).padStart(4, '0')), bytes]);
}

/** A parser for what the server at `url` sends. */
export function createPktParser(url: string): PktParser {
  let digits = '';
  let left = 0;
  let first = false;

  function* take(chunk: Buffer): Generator<PktToken> {
    let at = 0;
    while (at < chunk.length) {
      if (left === 0) {
        const needed = Math.min(4 - digits.length, chunk.length - at);
        digits += chunk.toString('latin1', at, at + needed);
        at += needed;
        if (digits.length < 4) return;
        left = contentLength(digits, url);
        first = left > 0;
        if (left === 0) yield tokenWithout(digits);
        digits = '';
        continue;
      }
      const bytes = chunk.subarray(at, at + left);
      at += bytes.length;
      left -= bytes.length;
      yield { kind: 'data', bytes, first, last: left === 0 };
      first = false;
    }
  }

  return {
    feed: (chunk) => [...take(chunk)],
    end() {
      if (left > 0 || digits !== '') throw violation(url, 'the answer ended inside a packet');
    },
  };
}

/** The bytes that follow; 0 for a flush and for an empty packet. */
function contentLength(digits: string, url: string): number {
  const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  if (length === 0 || (length >= 4 && length <= mostBytes)) return length === 0 ? 0 : length - 4;
  throw violation(url, `${JSON.stringify(digits)} is not the length of a packet`);
}

function tokenWithout(digits: string): PktToken {
  if (digits === '0000') return { kind: 'flush' };
  return { kind: 'data', bytes: Buffer.alloc(0), first: true, last: true };
}
