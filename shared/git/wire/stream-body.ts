import { once } from 'node:events';
import type { Sending } from './exchange.ts';

/**
 * Writes a body whose length nobody knows, as fast as the server takes it. A refusal that comes before the end
 * (HTTP 413, 403) ends the writing, and is then seen by who waits for the answer; the head of a good answer does
 * not, because git's `http-backend` sends it before it has read anything. When `body` fails, so does this, and the
 * server gets a request that is cut off and cannot be mistaken for a whole one.
 */
export async function streamBody(sending: Sending, body: AsyncIterable<Buffer>): Promise<void> {
  const { client, watch, place, request } = sending;
  const ended = endOf(sending);
  for await (const chunk of body) {
    if (ended.already()) break;
    place.traffic.bytesSent += chunk.length;
    if (!client.write(chunk)) {
      watch.phase(place.timeouts.idleMs, 'it took nothing of what was sent');
      await Promise.race([once(client, 'drain').catch(() => undefined), ended.promise]);
    }
    // What the body waits for has its own limits.
    watch.pause();
  }
  if (ended.already()) return;
  client.end();
  if (request.limitSilence !== false) watch.phase(place.timeouts.idleMs, 'it was silent');
}

/** When there is nobody left to write to. */
function endOf({ client, answered }: Sending): { already(): boolean; readonly promise: Promise<void> } {
  let over = false;
  const refused = answered.then(
    ({ statusCode }) => (statusCode === 200 ? new Promise<void>(() => undefined) : undefined),
    () => undefined,
  );
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => resolve());
  });
  const promise = Promise.race([refused, closed]).then(() => {
    over = true;
  });
  return { already: () => over, promise };
}
