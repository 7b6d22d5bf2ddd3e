// Implements gitprotocol-http(5), "Smart Server Response", and gitprotocol-pack(5), "Reference Discovery": a
// `# service=` line, a flush, then `oid SP name`, the first with NUL and the capabilities, and a flush.
import { ControllerError } from '../../core/error.ts';
import { saidError, violation } from '../remote-errors.ts';
import type { Advertisement, GitService } from '../remote-types.ts';
import type { Oid } from '../types.ts';
import { readPackets } from '../wire/read-packets.ts';
import { isFitName, isReplicated } from './ref-names.ts';

/** About 450,000 refs. More is refused, so that no server can fill the memory. */
const mostBytes = 32 * 1024 * 1024;

interface Listing {
  readonly refs: Map<string, Oid>;
  readonly others: Set<Oid>;
  readonly unfit: string[];
  /** Names besides branches, tags and HEAD; a tag's `^{}` is no name of its own. */
  otherRefs: number;
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
  const listing = await readListing(body, { url, service });
  const { refs, head } = listing;
  const capabilities = listing.capabilities ?? [];
  const symbolic = 'symref=HEAD:';
  const defaultBranch = capabilities.find((word) => word.startsWith(symbolic))?.slice(symbolic.length);
  return {
    service,
    refs,
    capabilities,
    defaultBranch,
    head,
    otherTips: [...listing.others],
    unfitNames: listing.unfit,
    otherRefs: listing.otherRefs,
  };
}

/** One line that names the service and a flush, then the refs and a flush. */
async function readListing(
  body: AsyncIterable<Buffer>,
  { url, service }: { url: string; service: GitService },
): Promise<Listing> {
  const listing: Listing = {
    refs: new Map(),
    others: new Set(),
    unfit: [],
    otherRefs: 0,
    capabilities: undefined,
    head: undefined,
  };
  const place = { packets: 0, flushes: 0, bytes: 0 };
  for await (const packet of readPackets(body, url)) {
    place.packets += 1;
    place.bytes += (packet?.length ?? 0) + 4;
    if (place.bytes > mostBytes) throw violation(url, `the list of refs is longer than ${mostBytes} bytes`);
    if (place.packets === 1) readServiceLine(packet, { url, service });
    else readRest(listing, packet, { place, url });
  }
  if (place.flushes !== 2)
    throw violation(url, place.packets === 0 ? 'the answer is empty' : 'the list of refs is not whole');
  return listing;
}

/** Refs stand between two flushes, and nothing stands after the second. */
function readRest(
  listing: Listing,
  packet: Buffer | undefined,
  { place, url }: { place: { flushes: number }; url: string },
): void {
  if (packet !== undefined && place.flushes === 1) readRefLine(listing, packet, url);
  else if (packet === undefined && place.flushes < 2) place.flushes += 1;
  else throw violation(url, 'the list of refs is not where it should be');
}

function readServiceLine(
  packet: Buffer | undefined,
  { url, service }: { url: string; service: GitService },
): void {
  const line = packet === undefined ? '' : textOf(packet);
  refuseErrorLine(line, url);
  if (line !== `# service=${service}`)
    throw violation(url, `the list of refs of ${service} begins with ${JSON.stringify(line.slice(0, 80))}`);
}

function refuseErrorLine(line: string, url: string): void {
  if (line.startsWith('ERR ')) throw saidError(url, line.slice('ERR '.length));
}

function readRefLine(listing: Listing, packet: Buffer, url: string): void {
  const zero = packet.indexOf(0);
  const line = textOf(zero < 0 ? packet : packet.subarray(0, zero));
  refuseErrorLine(line, url);
  if (line.startsWith('shallow ')) throw unfit(url, 'is shallow: a part of its history is missing');
  if (/^[0-9a-f]{64} /.test(line)) throw unfit(url, 'names its objects by SHA-256');
  const [, oid, name] = /^([0-9a-f]{40}) (.+)$/s.exec(line) ?? [];
  if (oid === undefined || name === undefined)
    throw violation(url, `${JSON.stringify(line.slice(0, 80))} is no line of the list of refs`);
  // Capabilities stand behind the first ref only, if anywhere.
  listing.capabilities ??= zero < 0 ? [] : wordsOf(textOf(packet.subarray(zero + 1)));
  if (!/^0{40}$/.test(oid)) keep(listing, { name, oid, url });
}

function keep(listing: Listing, { name, oid, url }: { name: string; oid: Oid; url: string }): void {
  if (name.endsWith('^{}')) return;
  if (name === 'HEAD') listing.head = oid;
  if (!isReplicated(name)) {
    if (name.startsWith('refs/')) listing.otherRefs += 1;
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
