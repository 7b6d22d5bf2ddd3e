// Implements gitprotocol-pack(5), "Packfile Data" (side-band-64k): the first byte of a packet names its band:
// 1 is data, 2 is progress for people, 3 is a fatal error.

import { saidError, violation } from '../remote-errors.ts';
import { createPktParser, type PktToken } from './pkt-line.ts';

/** The tokens of a body as they arrive. Rejects with `protocol-violation` when it ends inside a packet. */
export async function* readTokens(body: AsyncIterable<Buffer>, url: string): AsyncGenerator<PktToken> {
  const parser = createPktParser(url);
  for await (const chunk of body) yield* parser.feed(chunk);
  parser.end();
}

/** Whole packets, `undefined` for a flush. Only for lines: a packet is held until it is complete. */
export async function* readPackets(
  body: AsyncIterable<Buffer>,
  url: string,
): AsyncGenerator<Buffer | undefined> {
  const parts: Buffer[] = [];
  for await (const token of readTokens(body, url)) {
    if (token.kind === 'flush') {
      yield undefined;
      continue;
    }
    parts.push(token.bytes);
    if (token.last) yield Buffer.concat(parts.splice(0));
  }
}

/** Git writes a line of progress a second; a day of it is less. */
const mostProgressBytes = 8 * 1024 * 1024;

/**
 * What arrives in band 1, fragment by fragment, up to the flush; progress is dropped, up to a limit. Rejects with what band 3
 * says, and with `protocol-violation` for another band or when the flush does not come. However it ends, the tokens are
 * closed.
 */
export async function* readBandOne(tokens: AsyncIterator<PktToken>, url: string): AsyncGenerator<Buffer> {
  let band: number | undefined;
  let dropped = 0;
  try {
    for (;;) {
      const token = await nextToken(tokens, url);
      if (token.kind === 'flush') {
        // To the end of the body: a cut there counts as a cut, and the connection can be used again.
        await tokens.next();
        return;
      }
      if (token.first) band = bandOf(token.bytes, url);
      const bytes = token.first ? token.bytes.subarray(1) : token.bytes;
      if (band === 3) throw saidError(url, await restOfPacket(tokens, { ...token, bytes }));
      if (band === 1 && bytes.length > 0) yield bytes;
      else dropped += bytes.length + 5;
      if (dropped > mostProgressBytes)
        throw violation(url, `it sent more than ${mostProgressBytes} bytes of progress and nothings`);
    }
  } finally {
    await tokens.return?.();
  }
}

async function nextToken(tokens: AsyncIterator<PktToken>, url: string): Promise<PktToken> {
  const next = await tokens.next();
  if (next.done) throw violation(url, 'the answer ended before its last packet');
  return next.value;
}

/** An empty packet is in no band. */
function bandOf(bytes: Buffer, url: string): number | undefined {
  const band = bytes[0];
  if (band !== undefined && (band < 1 || band > 3)) throw violation(url, `there is no side-band ${band}`);
  return band;
}

/** As much of a packet as came; the connection may end with what was said. */
async function restOfPacket(
  tokens: AsyncIterator<PktToken>,
  first: { readonly bytes: Buffer; readonly last: boolean },
): Promise<string> {
  const parts = [first.bytes];
  for (let { last } = first; !last; ) {
    const next = await tokens.next();
    if (next.done || next.value.kind === 'flush') break;
    parts.push(next.value.bytes);
    last = next.value.last;
  }
  return Buffer.concat(parts).toString('utf8');
}
