import type { AwsError } from './errors.ts';
import type { Protocol, Service } from './service.ts';

/** A request as it came, whichever way it came: a socket, or an SDK client in the same process. */
export interface WireRequest {
  readonly method: string;
  /** As the client wrote it, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | string;
}

/** A request whose service, protocol and operation are known. */
export interface WireCall {
  readonly request: WireRequest;
  readonly requestId: string;
  readonly service: Service;
  readonly protocol: Protocol;
  /** The name the caller used; no promise that the service has it. */
  readonly operation: string;
  /** What a REST route took out of the path. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How one protocol is read and written. `readInput` throws the `AwsError` for a body that cannot be read. */
export interface Codec {
  readInput(call: WireCall): unknown;
  writeOutput(call: WireCall, output: unknown): WireResponse;
  writeError(call: WireCall, error: AwsError): WireResponse;
}

/** The bytes as UTF-8 text. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
