import { once } from 'node:events';
import type { Sending } from './exchange.ts';

/**
 * Writes a body whose length nobody knows, as fast as the server takes it. An answer that comes before the end
 * (HTTP 413, 403) ends the writing, and is then seen by who waits for the answer. When `body` fails, so does this,
 * and the server gets a request that is cut off and cannot be mistaken for a whole one.
 */
export async function streamBody(sending: Sending, body: AsyncIterable<Buffer>): Promise<void> {
  const { client, watch, place, request } = sending;
  let over = false;
  const settled = sending.answered.then(
    () => {
      over = true;
    },
    () => {
      over = true;
    },
  );
  for await (const chunk of body) {
    if (over) break;
    place.traffic.bytesSent += chunk.length;
    if (!client.write(chunk)) {
      watch.phase(place.timeouts.idleMs, 'it took nothing of what was sent');
      await Promise.race([once(client, 'drain').catch(() => undefined), settled]);
    }
    // What the body waits for has its own limits.
    watch.pause();
  }
  if (over) return;
  client.end();
  if (request.limitSilence !== false) watch.phase(place.timeouts.idleMs, 'it was silent');
}
