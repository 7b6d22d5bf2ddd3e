import { authenticate } from './authenticate.ts';
import { AwsError } from './errors.ts';
import { authorize } from './offers/iam.ts';
import { jsonCodec } from './protocols/json.ts';
import { queryCodec } from './protocols/query.ts';
import { restJsonCodec, restXmlCodec } from './protocols/rest.ts';
import { registry } from './registry.ts';
import { routeOf } from './route.ts';
import type { CallContext, Operation, Protocol } from './service.ts';
import { readSignature, type Signature } from './signature.ts';
import { ConnectionDropped, underFaults } from './strike.ts';
import { unknownOperation } from './unknown-operation.ts';
import type { Codec, WireCall, WireRequest, WireResponse } from './wire.ts';
import { scopeOf, type World } from './world.ts';

const codecs: Readonly<Record<Protocol['kind'], Codec>> = {
  json: jsonCodec,
  query: queryCodec,
  'rest-json': restJsonCodec,
  'rest-xml': restXmlCodec,
};

/**
 * Answers one AWS request: finds the operation, asks who calls and whether they may, runs it and writes what it
 * gave or threw in the protocol the caller used. Rejects with `ConnectionDropped` when a fault cut the line,
 * and for nothing else. A trusted request (from this process, for speed) only names its key and is not hashed.
 */
export async function dispatch(
  world: World,
  request: WireRequest,
  { isTrusted = false }: { isTrusted?: boolean } = {},
): Promise<WireResponse> {
  const requestId = world.ids.uuid();
  const signature = readSignature(request);
  const destination = routeOf(registry.of(world), request, signature);
  if (destination === undefined) return nowhere(request, requestId);
  const call: WireCall = { request, requestId, ...destination };
  const codec = codecs[call.protocol.kind];
  try {
    return codec.writeOutput(call, await answer(world, call, { signature, isTrusted }));
  } catch (error) {
    if (error instanceof ConnectionDropped) throw error;
    return codec.writeError(call, awsErrorOf(call, error));
  }
}

async function answer(
  world: World,
  call: WireCall,
  caller: { signature: Signature | undefined; isTrusted: boolean },
): Promise<unknown> {
  const principal = authenticate(world, call.request, { ...caller, service: call.service.name });
  const { operations } = call.service;
  const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
  if (operation === undefined) throw unknownOperation(world, call);
  const scope = scopeOf(world, caller.signature?.region ?? 'us-east-1');
  const context: CallContext = { ...scope, principal, requestId: call.requestId };
  const input: unknown = codecs[call.protocol.kind].readInput(call);
  return underFaults(scope, call, () => {
    authorizeCall(call, operation, { input, context });
    return operation.handle(input, context);
  });
}

function authorizeCall(
  call: WireCall,
  operation: Operation,
  asked: { input: unknown; context: CallContext },
): void {
  const { context } = asked;
  // The codec gave what the wire said; the operation itself looks at what it needs of it.
  const input = asked.input as never;
  const resources = operation.resources(input, context);
  if (context.principal.kind === 'user') return;
  authorize(context, context.principal, {
    action: operation.action ?? `${call.service.name}:${call.operation}`,
    resources,
    conditions: operation.conditions?.(input, context) ?? {},
  });
}

function awsErrorOf(call: WireCall, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error(`${call.service.name}:${call.operation} failed in the sandbox itself`, error);
  return new AwsError('InternalFailure', `The sandbox failed: ${String(error)}`, { status: 500 });
}

function nowhere(request: WireRequest, requestId: string): WireResponse {
  const message =
    request.headers['smithy-protocol'] === 'rpc-v2-cbor'
      ? 'The sandbox does not speak Smithy RPC v2 CBOR. Let the client use AWS JSON or AWS Query.'
      : `No service of the sandbox answers ${request.method} ${request.path}. Is the request signed, and for which service?`;
  return {
    status: 404,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': 'UnknownOperationException',
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify({ __type: 'UnknownOperationException', message }),
  };
}
