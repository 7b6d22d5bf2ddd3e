import type { IncomingMessage } from 'node:http';
import { refusedStatus, unreachable, violation } from '../remote-errors.ts';
import type { GitAnswer } from '../remote-types.ts';
import type { Sending } from './exchange.ts';

/** Of a refusal this much is read, for its message. */
const mostRefusalBytes = 2_048;

/** The answer when its status is 200; else rejects with what the status and the server's own words say. */
export async function readAnswer(sending: Sending, message: IncomingMessage): Promise<GitAnswer> {
  const { place } = sending;
  const body = bodyOf(sending, message);
  const status = message.statusCode ?? 0;
  if (status !== 200) throw refusedStatus(place.url, status, await beginningOf(body));
  const encoding = message.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw violation(place.url, `the answer is encoded as ${JSON.stringify(encoding.slice(0, 80))}, unasked`);
  return {
    contentType: (message.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
    body,
    cancel() {
      sending.watch.stop();
      // After a whole answer the connection has gone back to the others, and this changes nothing.
      if (!message.complete) sending.client.destroy();
    },
  };
}

/** The chunks of an answer. While the reader is busy no time is counted; leaving early closes the connection. */
async function* bodyOf(sending: Sending, message: IncomingMessage): AsyncGenerator<Buffer> {
  const { place, watch, client, request } = sending;
  const chunks: AsyncIterator<Buffer> = message[Symbol.asyncIterator]();
  try {
    for (;;) {
      if (request.limitSilence !== false) watch.phase(place.timeouts.idleMs, 'it was silent');
      const next = await chunks.next();
      watch.pause();
      if (next.done) return;
      place.traffic.bytesReceived += next.value.length;
      yield next.value;
    }
  } catch (error) {
    throw (
      sending.expired() ?? unreachable(place.url, 'the connection broke in the middle of an answer', error)
    );
  } finally {
    watch.stop();
    if (!message.complete || !client.writableEnded) client.destroy();
  }
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      parts.push(chunk);
      length += chunk.length;
      if (length > mostRefusalBytes) break;
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(parts).toString('utf8', 0, mostRefusalBytes);
}
