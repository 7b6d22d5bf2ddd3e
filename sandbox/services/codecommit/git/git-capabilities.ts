import { flush, packet, readPacket } from './pkt-line.ts';

/** The two sides of git's smart HTTP. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

/**
 * What CodeCommit's server offers. For fetching from a published advertisement (isomorphic-git#199); for pushing
 * AWS has published none: unconfirmed.
 */
export const offeredCapabilities: Readonly<Record<GitService, readonly string[]>> = {
  'git-upload-pack': [
    'multi_ack_detailed',
    'shallow',
    'side-band-64k',
    'thin-pack',
    'allow-tip-sha1-in-want',
    'allow-reachable-sha1-in-want',
  ],
  'git-receive-pack': ['report-status', 'delete-refs', 'side-band-64k'],
};

/**
 * Takes out of an advertisement of refs what CodeCommit does not offer: offset deltas, the symbolic HEAD, the
 * agent and the rest.
 */
export function limitAdvertisement(body: Buffer, service: GitService): Buffer {
  const written: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const read = readPacket(body, at);
    if (read === undefined) throw new Error('git ended its advertisement inside a packet');
    at = read.next;
    written.push(read.packet === undefined ? flush : limitLine(read.packet, service));
  }
  return Buffer.concat(written);
}

function limitLine(line: Buffer, service: GitService): Buffer {
  const end = line.indexOf(0);
  if (end < 0) return packet(line);
  const offered = new Set(
    line
      .toString('utf8', end + 1)
      .trim()
      .split(' '),
  );
  const kept = offeredCapabilities[service].filter((word) => offered.has(word));
  return packet(Buffer.concat([line.subarray(0, end + 1), Buffer.from(`${kept.join(' ')}\n`)]));
}

/**
 * The first capability a client asks for that CodeCommit did not offer, if any. CodeCommit answers such a
 * request with 200 and nothing (isomorphic-git#310 for fetching; for pushing unconfirmed).
 */
export function unofferedCapability(words: readonly string[], service: GitService): string | undefined {
  return words.find((word) => !offeredCapabilities[service].includes(word));
}
