// Implements gitprotocol-pack(5), "Packfile Negotiation" in one round, and gitprotocol-http(5), "Smart Service
// git-upload-pack": all haves and `done` in one request, whose answer is ACK and NAK lines and then the pack.

import { saidError, violation } from '../remote-errors.ts';
import type { FetchedPack, GitRemote, PackRequest } from '../remote-types.ts';
import type { Oid } from '../types.ts';
import { fetchCapabilities } from '../wire/capabilities.ts';
import { encodePacket, flushPacket, type PktToken } from '../wire/pkt-line.ts';
import { readTokens } from '../wire/read-packets.ts';
import { readPack } from './read-pack.ts';

/**
 * Asks for everything that `wants` reach and `haves` do not. Settles when the first bytes of the pack are there,
 * so that a refusal costs nothing: `object-missing` for an object that no ref of the source reaches. The last
 * bytes are held back until the source has finished; whoever passes the pack on can never pass on a whole pack
 * from a source that did not finish. The remote has to have been listed, or opened with capabilities.
 */
export async function fetchPack(remote: GitRemote, request: PackRequest): Promise<FetchedPack> {
  const source = remote.capabilities('git-upload-pack') ?? [];
  const thin = request.haves.length > 0;
  const words = fetchCapabilities(remote.url, { source, receiver: request.receiver, thin });
  const answer = await remote.exchange({
    method: 'POST',
    path: '/git-upload-pack',
    accept: 'application/x-git-upload-pack-result',
    contentType: 'application/x-git-upload-pack-request',
    body: requestBody(request, words),
    totalMs: remote.timeouts.transferMs,
  });
  const tokens = readTokens(answer.body, remote.url);
  try {
    const { acknowledged, first } = await readNegotiation(tokens, remote);
    const pack = await readPack(startingWith(first, tokens), remote.url);
    return {
      objects: pack.objects,
      inCommon: !thin || acknowledged,
      bytes: pack.bytes,
      cancel: () => answer.cancel(),
    };
  } catch (error) {
    answer.cancel();
    throw error;
  }
}

function requestBody({ wants, haves }: PackRequest, words: readonly string[]): Buffer {
  const [first, ...rest] = new Set<Oid>(wants);
  if (first === undefined) throw new RangeError('a pack of nothing cannot be asked for');
  return Buffer.concat([
    encodePacket(`want ${first}${words.map((word) => ` ${word}`).join('')}\n`),
    ...rest.map((oid) => encodePacket(`want ${oid}\n`)),
    flushPacket,
    ...[...new Set<Oid>(haves)].map((oid) => encodePacket(`have ${oid}\n`)),
    encodePacket('done\n'),
  ]);
}

/** A line for each of some thousand haves is less; a server may send several for one. */
const mostNegotiationBytes = 1024 * 1024;

/** Reads the lines before the pack, and gives the first part of the first packet that is in a side-band. */
async function readNegotiation(
  tokens: AsyncIterator<PktToken>,
  remote: GitRemote,
): Promise<{ acknowledged: boolean; first: PktToken }> {
  let acknowledged = false;
  let line: Buffer[] = [];
  const count = counting(remote.url);
  for (;;) {
    const next = await tokens.next();
    if (next.done) throw endedEarly(remote);
    const token = next.value;
    if (token.kind === 'flush') throw violation(remote.url, 'it sent no pack');
    if (token.first && (token.bytes[0] ?? 0) <= 3 && token.bytes.length > 0)
      return { acknowledged, first: token };
    line.push(token.bytes);
    count(token.bytes.length);
    if (!token.last) continue;
    acknowledged =
      isAcknowledgement(Buffer.concat(line).toString('utf8').trimEnd(), remote.url) || acknowledged;
    line = [];
  }
}

/** Adds up what was read, and throws when it is too much. */
function counting(url: string): (bytes: number) => void {
  let sum = 0;
  return (bytes) => {
    sum += bytes;
    if (sum > mostNegotiationBytes)
      throw violation(url, `its answers to haves are longer than ${mostNegotiationBytes} bytes`);
  };
}

/** An empty answer is what CodeCommit gives for a capability that it did not offer, so the known ones are wrong. */
function endedEarly(remote: GitRemote): Error {
  remote.learn('git-upload-pack', undefined);
  return violation(remote.url, 'the answer to a fetch is empty, or ends before the pack');
}

function isAcknowledgement(line: string, url: string): boolean {
  if (line.startsWith('ERR ')) throw saidError(url, line.slice(4));
  if (/^ACK [0-9a-f]{40}(?: (?:common|ready|continue))?$/.test(line)) return true;
  if (line === 'NAK') return false;
  throw violation(url, `${JSON.stringify(line.slice(0, 80))} is no answer to a have`);
}

async function* startingWith(first: PktToken, rest: AsyncGenerator<PktToken>): AsyncGenerator<PktToken> {
  yield first;
  yield* rest;
}
