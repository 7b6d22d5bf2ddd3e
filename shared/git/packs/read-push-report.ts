// Implements gitprotocol-pack(5), "Report Status": `unpack`, then one `ok` or `ng` line for each ref, and a flush; all
// of it inside band 1 when side-bands were agreed on.

import { serverText, unconfirmed, violation } from '../remote-errors.ts';
import type { GitRemote, PushReport } from '../remote-types.ts';
import { readBandOne, readPackets, readTokens } from '../wire/read-packets.ts';

/** 4,000 lines with the longest names and reasons come to a quarter of this. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Reads what a replica says about a push. Anything but a complete report rejects with `push-unconfirmed`: the
 * push may or may not have been done.
 */
export async function readPushReport(
  body: AsyncIterable<Buffer>,
  { replica, sideBand }: { replica: GitRemote; sideBand: boolean },
): Promise<PushReport> {
  const { url } = replica;
  const counted = limited(body, url);
  const bytes = sideBand ? readBandOne(readTokens(counted.body, url), url) : counted.body;
  try {
    return await readReport(bytes, url);
  } catch (cause) {
    // CodeCommit answers a capability it did not offer with nothing at all.
    if (counted.length() === 0) replica.learn('git-receive-pack', undefined);
    throw unconfirmed(url, cause);
  }
}

async function readReport(bytes: AsyncIterable<Buffer>, url: string): Promise<PushReport> {
  const lines: string[] = [];
  let ended = false;
  for await (const packet of readPackets(bytes, url)) {
    if (packet === undefined) ended = true;
    else if (!ended) lines.push(packet.toString('utf8').replace(/\n$/, ''));
  }
  if (!ended) throw violation(url, 'the report is not whole');
  return reportOf(lines, url);
}

function reportOf([first = '', ...lines]: readonly string[], url: string): PushReport {
  const unpack = /^unpack (.*)$/s.exec(first)?.[1];
  if (unpack === undefined)
    throw violation(url, `a report begins with ${JSON.stringify(first.slice(0, 80))}`);
  const refs = new Map<string, string | undefined>();
  for (const line of lines) readLine(refs, line, url);
  return { unpackError: unpack === 'ok' ? undefined : serverText(unpack), refs };
}

/** A ref that is reported twice counts as refused when one of the two says so. */
function readLine(refs: Map<string, string | undefined>, line: string, url: string): void {
  const [, word = '', ref = '', reason = ''] = /^(ok|ng|option) ([^ ]+)(?: (.*))?$/s.exec(line) ?? [];
  if (word === '') throw violation(url, `${JSON.stringify(line.slice(0, 80))} is no line of a report`);
  if (word === 'ng') refs.set(ref, serverText(reason) || 'no reason given');
  if (word === 'ok' && !refs.has(ref)) refs.set(ref, undefined);
}

function limited(
  body: AsyncIterable<Buffer>,
  url: string,
): { body: AsyncGenerator<Buffer>; length(): number } {
  let length = 0;
  async function* count(): AsyncGenerator<Buffer> {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > mostBytes) throw violation(url, `the report is longer than ${mostBytes} bytes`);
      yield chunk;
    }
  }
  return { body: count(), length: () => length };
}
