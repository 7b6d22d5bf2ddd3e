import { accessKeyOf } from '../services/iam/credentials.ts';
import { services } from '../services/index.ts';
import { AwsError } from './errors.ts';
import { jsonCodec } from './protocols/json.ts';
import { queryCodec } from './protocols/query.ts';
import { restJsonCodec, restXmlCodec } from './protocols/rest.ts';
import { registryOf, routeOf } from './route.ts';
import type { CallContext, Protocol } from './service.ts';
import { readSignature, type Signature } from './signature.ts';
import type { Codec, WireCall, WireRequest, WireResponse } from './wire.ts';
import { type Principal, scopeOf, type World } from './world.ts';

/**
 * Answers one AWS request: finds the operation, asks who calls, runs it and writes what it gave or threw in
 * the protocol the caller used. Never rejects for what an operation does.
 */
export async function dispatch(world: World, request: WireRequest): Promise<WireResponse> {
  registry ??= registryOf(services);
  const requestId = world.ids.uuid();
  const signature = readSignature(request);
  const destination = routeOf(registry, request, signature);
  if (destination === undefined) return nowhere(requestId);
  const call: WireCall = { request, requestId, ...destination };
  const codec = codecs[call.protocol.kind];
  try {
    return codec.writeOutput(call, await answer(world, call, { codec, signature }));
  } catch (error) {
    return codec.writeError(call, awsErrorOf(call, error));
  }
}

let registry: ReturnType<typeof registryOf> | undefined;

async function answer(
  world: World,
  call: WireCall,
  how: { codec: Codec; signature: Signature | undefined },
): Promise<unknown> {
  const principal = authenticate(world, how.signature);
  const operation = Object.hasOwn(call.service.operations, call.operation)
    ? call.service.operations[call.operation]
    : undefined;
  if (operation === undefined)
    throw new AwsError('UnknownOperationException', `${call.operation} does not exist`);
  const input = how.codec.readInput(call) as never;
  const scope = scopeOf(world, how.signature?.region ?? 'us-east-1');
  const context: CallContext = { ...scope, principal, requestId: call.requestId };
  return await operation.handle(input, context);
}

function authenticate(world: World, signature: Signature | undefined): Principal {
  if (signature === undefined)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const key = accessKeyOf(world, signature.accessKeyId);
  if (key === undefined)
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  return key.principal;
}

const codecs: Readonly<Record<Protocol['kind'], Codec>> = {
  json: jsonCodec,
  query: queryCodec,
  'rest-json': restJsonCodec,
  'rest-xml': restXmlCodec,
};

function awsErrorOf(call: WireCall, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error(`${call.service.name}:${call.operation} failed in the sandbox itself`, error);
  return new AwsError('InternalFailure', String(error), { status: 500 });
}

function nowhere(requestId: string): WireResponse {
  return {
    status: 404,
    headers: { 'x-amzn-requestid': requestId },
    body: '{"__type":"UnknownOperationException"}',
  };
}
