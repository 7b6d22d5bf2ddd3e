import type { IncomingMessage, ServerResponse } from 'node:http';
import { dispatch } from '../kernel/dispatch.ts';
import { ConnectionDropped } from '../kernel/strike.ts';
import type { WireRequest } from '../kernel/wire.ts';
import type { World } from '../kernel/world.ts';
import { readBody } from './read-body.ts';

/** Hands a request to the dispatcher and writes its answer; a fault that cuts the line cuts the socket. */
export async function handleAws(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await dispatch(world, await wireRequestOf(request));
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
    response.writeHead(answer.status, { 'content-length': body.length, ...answer.headers });
    response.end(body);
  } catch (error) {
    // A client that left while it was sending its body has nobody to answer to either. (Node calls a request that was
    // read to its end destroyed too.)
    if (!(error instanceof ConnectionDropped) && request.complete) throw error;
    request.socket.destroy();
  }
}

/** The path stays as it was sent: a URL parser would fold `..` and `//`, which S3 keys may have. */
async function wireRequestOf(request: IncomingMessage): Promise<WireRequest> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers,
    body: await readBody(request),
  };
}
