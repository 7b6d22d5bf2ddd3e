import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BusEvent } from '../../sandbox/kernel/offers/events.ts';
import type { World } from '../../sandbox/kernel/world.ts';
import { type AwsCall, countCalls } from './count-calls.ts';

/** One event for the peer's function, the world that its calls go to, and where they are noted. */
interface Turn {
  readonly event: BusEvent;
  readonly world: World;
  readonly calls: AwsCall[];
}

/** The peer's handler in a process of its own, warm, one event at a time. */
export interface PeerProcess {
  /** Rejects with the handler's message when it throws. */
  handle(turn: Turn): Promise<void>;
  close(): Promise<void>;
}

/** As the construct sets the function's environment by default, and what Lambda adds. */
const environment = {
  UPDATE_APPROVAL_STATE: 'TRUE',
  POST_COMMENT: 'TRUE',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
};

/** Starts the process; rejects when the handler cannot be loaded. */
export async function startPeer(handlerFile: string): Promise<PeerProcess> {
  let current: Turn | undefined;
  const server = createServer((request, response) => void answer(current, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'peer-child.cjs'), handlerFile, String(port)],
    { env: environment, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  await nextMessage(child);
  let last: Promise<unknown> = Promise.resolve();
  return {
    handle(turn) {
      const run = last.then(async () => {
        current = turn;
        child.send(turn.event);
        const { error } = await nextMessage(child);
        current = undefined;
        if (error !== undefined) throw new Error(error);
      });
      last = run.catch(() => undefined);
      return run;
    },
    close: () => close(child, server),
  };
}

/** The child sends one message for each it gets, and one when it is ready. */
function nextMessage(child: ChildProcess): Promise<{ readonly error?: string }> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("The peer's process ended unexpectedly"));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as { error?: string });
    });
  });
}

async function answer(
  turn: Turn | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (turn === undefined) {
    response.writeHead(503).end();
    return;
  }
  // Not the SDK's own, and absent from what the other side is measured by.
  const { connection: _, ...headers } = request.headers as Record<string, string>;
  const { response: given } = await countCalls(turn.world, turn.calls).handle({
    method: request.method ?? 'POST',
    path: request.url ?? '/',
    headers,
    body: Buffer.concat(chunks),
  });
  response.writeHead(given.statusCode, given.headers);
  response.end(given.body);
}

async function close(child: ChildProcess, server: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
  server.close();
  server.closeAllConnections();
}
