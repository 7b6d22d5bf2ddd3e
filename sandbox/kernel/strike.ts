import { sleep } from './clock.ts';
import { AwsError } from './errors.ts';
import { type Fault, faultsFor } from './faults.ts';
import type { WireCall } from './wire.ts';
import type { Scope } from './world.ts';

/** Thrown where a fault cut the line: the caller gets no answer at all. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped';
  /** The code Node's sockets report; SDK clients know it and try again. */
  readonly code = 'ECONNRESET';
}

/**
 * Runs a call under the faults that strike it now: refused before, delayed, or done and then answered with an
 * error or not at all.
 */
export async function underFaults<Output>(
  scope: Scope,
  call: WireCall,
  run: () => Output | Promise<Output>,
): Promise<Output> {
  const faults = faultsFor(scope, call.service.name, call.operation);
  if (faults.length === 0) return run();
  const has = (kind: Fault['kind']) => faults.some((fault) => fault.kind === kind);
  if (has('throttle')) throw throttled(call);
  if (has('fail-before')) throw failed(call, 'before it did anything');
  for (const fault of faults)
    if (fault.kind === 'delay') await sleep(scope.world.clock, fault.delayMs ?? 1000);
  const output = await run();
  if (has('drop-connection'))
    throw new ConnectionDropped(`A fault cut the connection after ${nameOf(call)} was done`);
  if (has('fail-after')) throw failed(call, 'after it was done');
  return output;
}

function throttled(call: WireCall): AwsError {
  if (call.protocol.kind === 'rest-xml')
    return new AwsError('SlowDown', 'Please reduce your request rate.', { status: 503 });
  if (call.protocol.kind === 'rest-json')
    return new AwsError('TooManyRequestsException', 'Rate exceeded', { status: 429 });
  return new AwsError('ThrottlingException', 'Rate exceeded', { queryCode: 'Throttling' });
}

function failed(call: WireCall, when: string): AwsError {
  const code = call.protocol.kind === 'rest-xml' ? 'InternalError' : 'InternalFailure';
  return new AwsError(code, `A fault failed ${nameOf(call)} ${when}`, { status: 500 });
}

const nameOf = (call: WireCall) => `${call.service.name}:${call.operation}`;
