// Implements gitprotocol-pack(5), "Reference Update Request and Packfile Transfer", over gitprotocol-http(5), "Smart
// Service git-receive-pack": the commands, a flush, and the pack as it is, not in packets.

import { isCutOff, unconfirmed } from '../remote-errors.ts';
import type { GitRemote, PushReport } from '../remote-types.ts';
import type { RefUpdate } from '../types.ts';
import { pushCapabilities } from '../wire/capabilities.ts';
import { encodePacket, flushPacket } from '../wire/pkt-line.ts';
import { emptyPack } from './read-pack.ts';
import { readPushReport } from './read-push-report.ts';

const zero = '0'.repeat(40);

/** As much of a pack is held to send its length, as stock git does below `http.postBuffer` (unconfirmed: 1 MiB). */
export const smallPackBytes = 1024 * 1024;

/** CodeCommit takes no more in one push (AWS CodeCommit user guide, "Quotas"). */
export const mostUpdates = 4_000;

export interface PushRequest {
  /** In the order in which they are to be done; at most 4,000. */
  readonly updates: readonly RefUpdate[];
  /** `empty` when the replica has all objects; not sent when all updates are deletions. */
  readonly pack: AsyncIterable<Buffer> | 'empty';
}

/**
 * Sends ref updates with the objects they need, each on condition that the ref still is where the update says.
 * A pack up to 1 MiB goes with its length, a larger one is streamed. Rejects with `push-unconfirmed` when the
 * replica gave no readable report: then nobody knows, and the replica has to be listed again.
 */
export async function pushPack(replica: GitRemote, { updates, pack }: PushRequest): Promise<PushReport> {
  const words = pushCapabilities(replica.url, replica.capabilities('git-receive-pack') ?? []);
  const head = commandsOf(updates, words);
  const body = await bodyOf(head, updates.every((update) => update.new === undefined) ? 'none' : pack);
  const answer = await replica
    .exchange({
      method: 'POST',
      path: '/git-receive-pack',
      accept: 'application/x-git-receive-pack-result',
      contentType: 'application/x-git-receive-pack-request',
      body,
      totalMs: replica.timeouts.transferMs,
      limitSilence: false,
    })
    .catch((error: unknown) => {
      // Git sends the head of its answer before it reads; a line that is cut even earlier says no more than one
      // that is cut later.
      throw isCutOff(error, replica.url) ? unconfirmed(replica.url, error) : error;
    });
  return readPushReport(answer.body, { replica, sideBand: words.includes('side-band-64k') });
}

function commandsOf(updates: readonly RefUpdate[], words: readonly string[]): Buffer {
  if (updates.length === 0 || updates.length > mostUpdates)
    throw new RangeError(`one push has 1 to ${mostUpdates} ref updates, not ${updates.length}`);
  const lines = updates.map(
    ({ ref, old, new: to }, index) =>
      `${old ?? zero} ${to ?? zero} ${ref}${index === 0 ? `\0 ${words.join(' ')}` : ''}`,
  );
  return Buffer.concat([...lines.map(encodePacket), flushPacket]);
}

async function bodyOf(
  head: Buffer,
  pack: AsyncIterable<Buffer> | 'empty' | 'none',
): Promise<Buffer | AsyncIterable<Buffer>> {
  if (pack === 'none') return head;
  if (pack === 'empty') return Buffer.concat([head, emptyPack]);
  const rest = pack[Symbol.asyncIterator]();
  const held = [head];
  let length = 0;
  while (length <= smallPackBytes) {
    const next = await rest.next();
    if (next.done) return Buffer.concat(held);
    held.push(next.value);
    length += next.value.length;
  }
  return continued(held, rest);
}

async function* continued(held: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* held;
    for (;;) {
      const next = await rest.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
