import type { World } from '../../sandbox/kernel/world.ts';
import { inProcessClientConfig } from '../../tests/support/in-process.ts';
import { operationOf } from '../../tests/support/simulation/sdk-request.ts';

/** One AWS call as it would go over the wire. */
export interface AwsCall {
  /** `codecommit:UpdateComment` */
  readonly operation: string;
  /** Request line, headers and body. */
  readonly bytes: number;
}

/** A request as an SDK hands it to its HTTP client. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** Sends requests into the world and notes each. Signatures are made and sent, but not checked: the world's time is its own. */
export function countCalls(world: World, calls: AwsCall[]) {
  const { requestHandler } = inProcessClientConfig(world, { signed: false });
  return {
    handle(request: Request) {
      calls.push({ operation: operationOf(request), bytes: bytesOf(request) });
      return requestHandler.handle(request);
    },
  };
}

function bytesOf({ method, path, headers, body }: Request): number {
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.byteLength(`${head.join('\r\n')}\r\n\r\n`) + bodyBytes(body);
}

/** The clients that are counted send text or bytes. */
function bodyBytes(body: unknown): number {
  if (body instanceof Uint8Array) return body.byteLength;
  return typeof body === 'string' ? Buffer.byteLength(body) : 0;
}
