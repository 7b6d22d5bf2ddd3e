import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gitEnvironment } from './run-git.ts';

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Counts the connections; equal for requests that came over the same one. */
  readonly connection: number;
  /** What git answered, before any fault. */
  sent: number;
}

/** What goes wrong with the next request whose method and address fit `on`. */
export interface Fault {
  /** For example `POST /git-receive-pack`. */
  readonly on: RegExp;
  /** Only so many times; for ever when absent. */
  times?: number;
  /** Answers with this and does not ask git. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Answers before the body of the request is read, and reads none of it. */
  readonly early?: boolean;
  /** Cuts the connection after so many bytes of the answer. */
  readonly cutAnswerAfter?: number;
  /** Sends the answer but for its last bytes, so many, and cuts the connection. */
  readonly cutLast?: number;
  /** Cuts the connection after so many bytes of the request. */
  readonly cutRequestAfter?: number;
  /** Says nothing for ever. */
  readonly silent?: boolean;
  /** Hangs up without a word when the connection was used before, as a server that got tired of waiting. */
  readonly stale?: boolean;
  /** Does this before git is asked. */
  readonly before?: () => Promise<void>;
}

/** Git's own `http-backend` for the bare repositories in a folder, with everything counted. */
export interface GitServer {
  readonly requests: Recorded[];
  readonly faults: Fault[];
  /** The sockets that are open now. */
  readonly sockets: ReadonlySet<Socket>;
  url(repository: string): string;
  close(): Promise<void>;
}

/** Starts a server on a free port; with `authorization` it takes no request without that header. */
export async function startGitServer(
  folder: string,
  options: { keepAliveMs?: number; authorization?: string } = {},
): Promise<GitServer> {
  const requests: Recorded[] = [];
  const faults: Fault[] = [];
  const sockets = new Set<Socket>();
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;
  const children = new Set<ChildProcessWithoutNullStreams>();
  const server = createServer((request, response) => {
    const connection = connections.get(request.socket) ?? 0;
    const reused = requests.some((before) => before.connection === connection);
    const entry = record(request, connection);
    requests.push(entry);
    if (options.authorization !== undefined && request.headers.authorization !== options.authorization) {
      request.resume();
      response.writeHead(401).end('other credentials, please');
      return;
    }
    const fault = faults.find((one) => strikes(one, entry, reused));
    if (fault?.times !== undefined) fault.times -= 1;
    if (fault?.stale) request.socket.destroy();
    else void answer({ folder, children, entry, request, response, fault });
  });
  server.keepAliveTimeout = options.keepAliveMs ?? 5_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    connectionCount += 1;
    connections.set(socket, connectionCount);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    faults,
    sockets,
    url: (repository) => `http://127.0.0.1:${port}/${repository}`,
    close: () =>
      new Promise((resolve) => {
        for (const child of children) child.kill();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function record(request: IncomingMessage, connection: number): Recorded {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).pause();
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    get body() {
      return Buffer.concat(chunks);
    },
    connection,
    sent: 0,
  };
}

/** Faults name addresses without the repository. */
function strikes({ on, times, stale }: Fault, { method, url }: Recorded, reused: boolean): boolean {
  return times !== 0 && (!stale || reused) && on.test(`${method} ${url.replace(/^\/[^/]+/, '')}`);
}

interface Exchange {
  readonly folder: string;
  readonly children: Set<ChildProcessWithoutNullStreams>;
  readonly entry: Recorded;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, fault } = exchange;
  if (fault?.before) await fault.before();
  if (fault?.status !== undefined && fault.early) {
    refuseEarly(exchange, fault.status);
    return;
  }
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (fault?.cutRequestAfter !== undefined && length > fault.cutRequestAfter) request.socket.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
  if (fault?.silent) return;
  if (fault?.status === undefined) {
    askGit(exchange);
    return;
  }
  const { status } = fault;
  request.on('end', () => response.writeHead(status, fault.headers).end(fault.body));
}

/**
 * As servers do that know their TCP: the refusal is said at once, and the line stays open until the other side has
 * heard it; closing it would take the words back.
 */
function refuseEarly({ request, response, fault }: Exchange, status: number): void {
  const words = fault?.body ?? '';
  response.writeHead(status, { ...fault?.headers, 'content-length': Buffer.byteLength(words) });
  response.write(words);
  request.on('error', () => undefined).on('close', () => response.end());
  request.resume();
}

function askGit(exchange: Exchange): void {
  const { folder, children, entry, request } = exchange;
  const [path = '', query = ''] = entry.url.split('?');
  const { 'content-length': length, 'content-type': type, 'git-protocol': protocol } = request.headers;
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: entry.method,
      CONTENT_TYPE: type ?? '',
      REMOTE_USER: 'ann',
      ...(length === undefined ? {} : { CONTENT_LENGTH: length }),
      ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
    },
  });
  children.add(child);
  child.stdin.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => child.stdin.write(chunk));
  // Cut or whole: git sees the end of what came, and judges it.
  request.on('end', () => child.stdin.end());
  request.on('close', () => child.stdin.end());
  passAnswer(exchange, child);
  child.on('close', () => children.delete(child));
}

/** Gives git's answer to the client, and cuts it where the fault says so. */
function passAnswer(
  { entry, request, response, fault }: Exchange,
  child: ChildProcessWithoutNullStreams,
): void {
  let head: Buffer | undefined = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  const send = (chunk: Buffer): void => {
    entry.sent += chunk.length;
    if (fault?.cutLast !== undefined) {
      const known = Buffer.concat([tail, chunk]);
      const end = Math.max(0, known.length - fault.cutLast);
      tail = known.subarray(end);
      response.write(known.subarray(0, end));
      return;
    }
    const limit = fault?.cutAnswerAfter;
    if (limit === undefined || entry.sent <= limit) {
      response.write(chunk);
      return;
    }
    response.write(chunk.subarray(0, Math.max(0, chunk.length - (entry.sent - limit))));
    child.kill();
    request.socket.destroySoon();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      send(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    response.writeHead(...headOf(head.toString('latin1', 0, end)));
    const rest = head.subarray(end + 4);
    head = undefined;
    send(rest);
  });
  child.on('close', () => {
    if (fault?.cutLast === undefined) response.end();
    else request.socket.destroySoon();
  });
}

function headOf(text: string): [number, Record<string, string>] {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of text.split('\r\n')) {
    const [name = '', ...value] = line.split(': ');
    if (name.toLowerCase() === 'status') status = Number.parseInt(value.join(': '), 10);
    else headers[name] = value.join(': ');
  }
  return [status, headers];
}
