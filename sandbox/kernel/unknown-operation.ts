import { AwsError } from './errors.ts';
import type { WireCall } from './wire.ts';
import { defineState, scopeOf, type World } from './world.ts';

const askedFor = defineState('unknown-operations', () => ({ names: new Set<string>() }), { global: true });

/**
 * The error AWS gives for an operation that does not exist. The first time somebody asks for it the sandbox
 * prints it, so that a visitor learns that it is the sandbox that lacks it, not AWS.
 */
export function unknownOperation(world: World, call: WireCall): AwsError {
  const name = `${call.service.name}:${call.operation}`;
  const { names } = askedFor(scopeOf(world, 'us-east-1'));
  if (!names.has(name)) {
    names.add(name);
    console.warn(`The sandbox has no operation ${name}; docs/sandbox-operations.md lists what it has.`);
  }
  if (call.protocol.kind === 'query')
    return new AwsError('InvalidAction', `The action ${call.operation} is not valid for this web service.`);
  const status = call.protocol.kind === 'json' ? 400 : 404;
  return new AwsError('UnknownOperationException', `The sandbox has no operation ${name}.`, { status });
}
