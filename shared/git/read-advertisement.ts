// Implements gitprotocol-http(5), "Smart Server Response", and gitprotocol-pack(5), "Reference Discovery": a
// `# service=` line, a flush, then `oid SP name`, the first with NUL and the capabilities, and a flush.
import { ControllerError } from '../core/error.ts';
import { readPackets } from './read-packets.ts';
import { isFitName, isReplicated } from './ref-names.ts';
import { saidError, violation } from './remote-errors.ts';
import type { Advertisement, GitService } from './remote-types.ts';
import type { Oid } from './types.ts';

/** About 450,000 refs. More is refused, so that no server can fill the memory. */
const mostBytes = 32 * 1024 * 1024;

interface Listing {
  readonly refs: Map<string, Oid>;
  readonly others: Set<Oid>;
  readonly unfit: string[];
  capabilities: readonly string[] | undefined;
  head: Oid | undefined;
}

/**
 * Reads the answer of `info/refs`. Rejects with `protocol-violation` for anything that is no complete listing,
 * with `repository-unfit` for a shallow repository or SHA-256 names, and with the server's own error line.
 */
export async function readAdvertisement(
  body: AsyncIterable<Buffer>,
  { url, service }: { url: string; service: GitService },
): Promise<Advertisement> {
  const listing: Listing = {
    refs: new Map(),
    others: new Set(),
    unfit: [],
    capabilities: undefined,
    head: undefined,
  };
  let flushes = 0;
  let bytes = 0;
  for await (const packet of readPackets(body, url)) {
    bytes += (packet?.length ?? 0) + 4;
    if (bytes > mostBytes) throw violation(url, `the list of refs is longer than ${mostBytes} bytes`);
    if (flushes === 2) throw violation(url, 'something follows the list of refs');
    if (packet === undefined) flushes += 1;
    else if (flushes === 0) readServiceLine(packet, { url, service, repeated: bytes !== packet.length + 4 });
    else readRefLine(listing, packet, url);
  }
  if (flushes !== 2)
    throw violation(url, bytes === 0 ? 'the answer is empty' : 'the list of refs has no end');
  const capabilities = listing.capabilities ?? [];
  return {
    service,
    refs: listing.refs,
    capabilities,
    defaultBranch: capabilities.find((word) => word.startsWith('symref=HEAD:'))?.slice('symref=HEAD:'.length),
    head: listing.head,
    otherTips: [...listing.others],
    unfitNames: listing.unfit,
  };
}

function readServiceLine(
  packet: Buffer,
  { url, service, repeated }: { url: string; service: GitService; repeated: boolean },
): void {
  const line = textOf(packet);
  if (line.startsWith('ERR ')) throw saidError(url, line.slice(4));
  if (line !== `# service=${service}` || repeated)
    throw violation(url, `the list of refs of ${service} begins with ${JSON.stringify(line.slice(0, 80))}`);
}

function readRefLine(listing: Listing, packet: Buffer, url: string): void {
  const end = packet.indexOf(0);
  const line = textOf(end < 0 ? packet : packet.subarray(0, end));
  if (line.startsWith('ERR ')) throw saidError(url, line.slice(4));
  if (line.startsWith('shallow ')) throw unfit(url, 'is shallow: a part of its history is missing');
  if (/^[0-9a-f]{64} /.test(line)) throw unfit(url, 'names its objects by SHA-256');
  const [, oid = '', name = ''] = /^([0-9a-f]{40}) (.+)$/s.exec(line) ?? [];
  if (oid === '') throw violation(url, `${JSON.stringify(line.slice(0, 80))} is no line of the list of refs`);
  listing.capabilities ??= end < 0 ? [] : wordsOf(textOf(packet.subarray(end + 1)));
  if (!/^0{40}$/.test(oid)) keep(listing, { name, oid, url });
}

function keep(listing: Listing, { name, oid, url }: { name: string; oid: Oid; url: string }): void {
  if (name.endsWith('^{}')) return;
  if (name === 'HEAD') listing.head = oid;
  if (!isReplicated(name)) {
    listing.others.add(oid);
    return;
  }
  if (listing.refs.has(name)) throw violation(url, `${JSON.stringify(name)} is listed twice`);
  if (isFitName(name)) listing.refs.set(name, oid);
  else listing.unfit.push(name);
}

function unfit(url: string, what: string): ControllerError {
  return new ControllerError('repository-unfit', `${url} ${what}, so it cannot be replicated.`, {
    details: { url },
  });
}

function textOf(packet: Buffer): string {
  const text = packet.toString('utf8');
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
