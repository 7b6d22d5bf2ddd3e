// Implements gitprotocol-http(5), "Authentication" and "Session State": each request carries its credentials and is
// complete in itself. Redirects are not followed: they would carry the credentials elsewhere.
import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type ControllerError, isControllerError } from '../../core/error.ts';
import { unreachable } from '../remote-errors.ts';
import type { GitAnswer, GitRequest, Timeouts } from '../remote-types.ts';
import { readAnswer } from './read-answer.ts';
import { streamBody } from './stream-body.ts';
import { startWatch, type Watch } from './watch.ts';

/** Where a request goes and what it is counted in. */
export interface ExchangePlace {
  readonly url: string;
  readonly agent: Agent;
  readonly timeouts: Timeouts;
  readonly traffic: { requests: number; bytesSent: number; bytesReceived: number };
  readonly authorization: string | undefined;
}

/** Sends one request and gives its answer; rejects with a ControllerError for any status but 200. */
export type Exchange = (place: ExchangePlace, request: GitRequest) => Promise<GitAnswer>;

/** A request on its way. */
export interface Sending {
  readonly place: ExchangePlace;
  readonly request: GitRequest;
  readonly client: ClientRequest;
  readonly watch: Watch;
  /** Settles with the answer, also one that comes before the body is sent; rejects when the connection breaks. */
  readonly answered: Promise<IncomingMessage>;
  /** What took too long, once something did; streams only tell that they were cut. */
  expired(): ControllerError | undefined;
}

/**
 * Sends one request and gives its answer as soon as its head is there. A connection that was kept open and turns
 * out to be dead is replaced once, for requests that can be sent again as they are. Everything else that fails
 * rejects with a ControllerError.
 */
export async function exchange(place: ExchangePlace, request: GitRequest): Promise<GitAnswer> {
  if (isStream(request)) return carryOut(begin(place, request, undefined));
  const sending = begin(place, request, place.agent);
  try {
    return await carryOut(sending);
  } catch (error) {
    if (!(sending.client.reusedSocket && isBroken(error))) throw error;
    return carryOut(begin(place, request, undefined));
  }
}

async function carryOut(sending: Sending): Promise<GitAnswer> {
  const { place, request, client, watch } = sending;
  try {
    if (isStream(request)) await streamBody(sending, request.body);
    else {
      const body = Buffer.isBuffer(request.body) ? request.body : undefined;
      place.traffic.bytesSent += body?.length ?? 0;
      client.end(body);
    }
    return await readAnswer(sending, await sending.answered);
  } catch (error) {
    watch.stop();
    client.destroy();
    throw error;
  }
}

function isStream(request: GitRequest): request is GitRequest & { readonly body: AsyncIterable<Buffer> } {
  return request.body !== undefined && !Buffer.isBuffer(request.body);
}

/** Without an agent the connection is a fresh one. */
function begin(place: ExchangePlace, request: GitRequest, agent: Agent | undefined): Sending {
  const { timeouts, traffic } = place;
  const url = new URL(place.url + request.path);
  const client = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: request.method,
    agent: agent ?? false,
    headers: headersOf(place, request),
  });
  traffic.requests += 1;
  let expired: ControllerError | undefined;
  const watch = startWatch(request.totalMs, (what) => {
    expired = unreachable(place.url, what);
    client.destroy(expired);
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    client.on('response', resolve);
    client.on('error', (error) => reject(brokenConnection(place.url, error)));
    client.on('close', () => reject(unreachable(place.url, 'the connection was closed without an answer')));
  });
  answered.catch(() => undefined);
  watch.phase(timeouts.connectMs, 'no connection came about');
  const idle = (): void =>
    request.limitSilence === false ? watch.pause() : watch.phase(timeouts.idleMs, 'it was silent');
  client.on('socket', (socket) => {
    if (socket.connecting) socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', idle);
    else idle();
  });
  return { place, request, client, watch, answered, expired: () => expired };
}

function headersOf({ authorization }: ExchangePlace, request: GitRequest): Record<string, string | number> {
  const { body } = request;
  return {
    // Servers tell git's clients from browsers by the beginning of this name.
    'user-agent': 'git/drawbridge',
    accept: request.accept,
    'accept-encoding': 'identity',
    ...(authorization === undefined ? {} : { authorization }),
    ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
    ...(Buffer.isBuffer(body) ? { 'content-length': body.length } : {}),
  };
}

function brokenConnection(url: string, error: NodeJS.ErrnoException): Error {
  if (isControllerError(error)) return error;
  return unreachable(
    url,
    error.code === undefined ? error.message : `${error.message} (${error.code})`,
    error,
  );
}

/** The codes with which Node tells that the other side had hung up. */
function isBroken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
}
