import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whyForeign } from '../../../kernel/foreign-request.ts';

/** A call as the Runtime API hands it to a process. */
export interface RuntimeCall {
  readonly requestId: string;
  readonly payload: string;
  /** Epoch milliseconds of sandbox time. */
  readonly deadlineMs: number;
  readonly invokedFunctionArn: string;
  readonly traceId: string | undefined;
}

/** What a process tells the Runtime API. */
export interface RuntimeListener {
  /** The process is ready; `send` answers it with its next call. */
  ready(send: (call: RuntimeCall) => void): void;
  /** A call ended, with its answer or its error as JSON text. */
  ended(requestId: string, hasFailed: boolean, payload: string): void;
  /** The function's code could not be loaded. */
  initFailed(payload: string): void;
}

export interface RuntimeApi {
  /** For `AWS_LAMBDA_RUNTIME_API`: host, port, and a part of the path that tells processes apart. */
  addressFor(processId: string): string;
  listen(processId: string, listener: RuntimeListener): void;
  forget(processId: string): void;
  close(): Promise<void>;
}

/**
 * Lambda's Runtime API on a free port of the loopback interface, for all processes of a sandbox.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const listeners = new Map<string, RuntimeListener>();
  const server = createServer((request, response) => {
    void answer(listeners, request, response);
  });
  // A process may wait for its next call for as long as the sandbox runs.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    addressFor: (processId) => `127.0.0.1:${port}/${processId}`,
    listen: (processId, listener) => void listeners.set(processId, listener),
    forget: (processId) => void listeners.delete(processId),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  listeners: ReadonlyMap<string, RuntimeListener>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { processId, place } = placeOf(request);
  const listener = listeners.get(processId);
  if (listener === undefined || whyForeign(request) !== undefined) return refuse(response);
  if (request.method === 'GET' && place === 'invocation/next') {
    listener.ready((call) => sendCall(response, call));
    return;
  }
  // A process that was killed while it wrote has nothing to say.
  const body = await bodyOf(request).catch(() => undefined);
  if (request.method !== 'POST' || body === undefined || !hear(listener, place, body))
    return refuse(response);
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
}

/** `/PROCESS/2018-06-01/runtime/PLACE`; a path of another form is no process's. */
function placeOf({ url = '' }: IncomingMessage): { processId: string; place: string } {
  const [, processId = '', place = ''] = /^\/([^/]+)\/2018-06-01\/runtime\/(.+)$/.exec(url) ?? [];
  return { processId, place };
}

/** Passes a report on; `false` for one that the Runtime API does not have. */
function hear(listener: RuntimeListener, place: string, body: string): boolean {
  const [, requestId, outcome] = /^invocation\/([^/]+)\/(response|error)$/.exec(place) ?? [];
  if (place === 'init/error') listener.initFailed(body);
  else if (requestId !== undefined) listener.ended(requestId, outcome === 'error', body);
  else return false;
  return true;
}

function sendCall(response: ServerResponse, call: RuntimeCall): void {
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': call.requestId,
      'lambda-runtime-deadline-ms': String(call.deadlineMs),
      'lambda-runtime-invoked-function-arn': call.invokedFunctionArn,
      ...(call.traceId !== undefined && { 'lambda-runtime-trace-id': call.traceId }),
    })
    .end(call.payload);
}

function refuse(response: ServerResponse): void {
  response.writeHead(404).end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
