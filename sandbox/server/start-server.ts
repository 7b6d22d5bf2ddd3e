import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../kernel/world.ts';
import { answerHeaders, refusalOf, refuse } from './guard.ts';
import { destinationOf } from './handlers.ts';

/** A sandbox that listens. */
export interface RunningServer {
  readonly port: number;
  /** Stops listening and cuts the connections that are left. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 takes any port that is free. */
  readonly port: number;
  /** Called after every request. */
  readonly afterRequest?: () => void;
}

/**
 * Listens on the loopback interface only and sets `world.endpoint` to where it does. Rejects with a sentence
 * when the port is taken.
 */
export async function startServer(world: World, options: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => void answer(world, request, response));
  if (options.afterRequest !== undefined) {
    const { afterRequest } = options;
    server.on('request', (_, response: ServerResponse) => response.on('close', afterRequest));
  }
  // Long polls and slow functions take as long as they take.
  server.requestTimeout = 0;
  // A connection is the client's to close: one that the server closes when it was idle meets the next request on its
  // way, which then ends in ECONNRESET, as often as the machine is busy.
  server.keepAliveTimeout = 0;
  const port = await listen(server, options.port);
  world.endpoint = `http://127.0.0.1:${port}`;
  return { port, close: () => close(server) };
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Clients set their clocks by this header, so it tells the world's time and not the machine's.
  response.setHeader('date', new Date(world.clock.now()).toUTCString());
  for (const [name, value] of Object.entries(answerHeaders)) response.setHeader(name, value);
  const destination = destinationOf(request);
  const refusal = refusalOf(request, destination);
  if (refusal !== undefined) return refuse(request, response, refusal);
  try {
    await destination.handler(world, request, response);
  } catch (error) {
    // A client that goes away before it has heard everything is no failure of ours: git does it, and so does a fetch
    // that was only a question.
    if (response.destroyed && !response.writableFinished) return;
    console.error(`The sandbox failed to answer ${request.method} ${request.url}`, error);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
    response.end('The sandbox failed to answer this request; its terminal says why.\n');
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use, perhaps by another sandbox. Stop it, or give another --port.`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
