import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { gitEnvironment } from './git.ts';

/** What came to a host and what went from it, headers included. */
export interface Wire {
  readonly requests: number;
  readonly received: number;
  readonly sent: number;
}

/** Git's own `http-backend` for the bare repositories in a folder, which counts requests and bytes. */
export interface GitHost {
  url(repository: string): string;
  /** What was counted since the last time, once no connection is open any more. */
  takeWire(): Promise<Wire>;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function startGitHost(folder: string): Promise<GitHost> {
  const sockets = new Set<Socket>();
  let wire = { requests: 0, received: 0, sent: 0 };
  const server = createServer((request, response) => {
    wire.requests += 1;
    answer(folder, request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      wire.received += socket.bytesRead;
      wire.sent += socket.bytesWritten;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (repository) => `http://127.0.0.1:${port}/${repository}`,
    async takeWire() {
      await Promise.all(
        [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      );
      const counted = wire;
      wire = { requests: 0, received: 0, sent: 0 };
      return counted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
  const { headers } = request;
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      REMOTE_USER: 'ann',
      ...(headers['content-encoding'] && { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
      ...(headers['content-length'] && { CONTENT_LENGTH: headers['content-length'] }),
      ...(typeof headers['git-protocol'] === 'string' && { GIT_PROTOCOL: headers['git-protocol'] }),
    },
  });
  const input = pipeline(request, child.stdin).catch(() => undefined);
  await pipeline(
    child.stdout,
    async function* (output: AsyncIterable<Buffer>) {
      yield* withoutHead(output, response);
    },
    response,
  );
  await input;
}

/** Takes the head that CGI programs write before the body, and gives it to the response. */
async function* withoutHead(output: AsyncIterable<Buffer>, response: ServerResponse): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of output) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const rest = head.subarray(end + 4);
    writeHead(response, head.toString('latin1', 0, end));
    head = undefined;
    if (rest.length > 0) yield rest;
  }
}

function writeHead(response: ServerResponse, text: string): void {
  response.statusCode = 200;
  for (const line of text.split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): *(.*)$/.exec(line) ?? [];
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else if (name !== '') response.setHeader(name, value);
  }
}
