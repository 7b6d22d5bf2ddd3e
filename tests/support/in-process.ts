import { Readable } from 'node:stream';
import { dispatch } from '../../sandbox/kernel/dispatch.ts';
import type { WireRequest } from '../../sandbox/kernel/wire.ts';
import type { World } from '../../sandbox/kernel/world.ts';

/** As much of an SDK's request as a request handler needs. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

export interface InProcessOptions {
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** `false` spares the signature (a third of the time of a call): the key is only named. For the simulation. */
  readonly signed?: boolean;
  /** Tries per call, one when absent: a test sees the first answer. */
  readonly maxAttempts?: number;
}

/**
 * Configuration for any AWS SDK client that calls the sandbox without a socket, as the administrator in
 * us-east-1 unless told otherwise.
 * @example new CodeCommitClient(inProcessClientConfig(world, { region: 'eu-west-1' }))
 */
export function inProcessClientConfig(world: World, options: InProcessOptions = {}) {
  const { accessKeyId = world.administrator.accessKeyId, sessionToken, signed = true } = options;
  const { secretAccessKey = world.administrator.secretAccessKey } = options;
  return {
    region: options.region ?? 'us-east-1',
    endpoint: world.endpoint,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    maxAttempts: options.maxAttempts ?? 1,
    requestHandler: { handle: (request: SdkRequest) => handle(world, request, { isTrusted: !signed }) },
    ...(!signed && { signerConstructor: KeyNamer }),
  };
}

interface SignerParts {
  readonly region: string | (() => Promise<string>);
  readonly service: string;
  readonly credentials: () => Promise<{ accessKeyId: string; sessionToken?: string }>;
}

/** In place of the SDK's signer: names the key, the Region and the service as a signature does. */
class KeyNamer {
  readonly #parts: SignerParts;

  constructor(parts: object) {
    // The SDK gives its own signer's parts; these are the three of them that it always resolves.
    this.#parts = parts as SignerParts;
  }

  async sign<Request extends { headers: Record<string, string> }>(request: Request): Promise<Request> {
    const { region, service, credentials } = this.#parts;
    const { accessKeyId, sessionToken } = await credentials();
    const place = `20260101/${typeof region === 'string' ? region : await region()}/${service}/aws4_request`;
    request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${place}, SignedHeaders=, Signature=`;
    if (sessionToken !== undefined) request.headers['x-amz-security-token'] = sessionToken;
    return request;
  }
}

async function handle(world: World, request: SdkRequest, options: { isTrusted: boolean }) {
  const wire: WireRequest = {
    method: request.method,
    path: request.path,
    query: queryOf(request.query ?? {}),
    headers: lowerCase(request.headers),
    body: await bytesOf(request.body),
  };
  const answer = await dispatch(world, wire, options);
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const streams = request.headers.authorization?.includes('/s3/aws4_request') ?? false;
  return {
    response: {
      statusCode: answer.status,
      headers: answer.headers,
      body: streams ? Readable.from([bytes]) : bytes,
    },
  };
}

function queryOf(query: Record<string, string | string[] | null>): URLSearchParams {
  const result = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value ?? '']) result.append(name, one);
  return result;
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) result[name.toLowerCase()] = value;
  return result;
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  // The SDK's own kind of bytes warns when it is used like text; a plain view of them does not.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
