import { matchRoute } from './match-route.ts';
import { type Registry, signingNameOf } from './registry.ts';
import type { Protocol, Service } from './service.ts';
import type { Signature } from './signature.ts';
import { textOf, type WireRequest } from './wire.ts';

/** Where a request goes; `operation` is what the caller asked for and may not exist. */
export interface Destination {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the service and operation: `X-Amz-Target`, then the form's `Action`, then the REST route of the
 * service that the signature names. `undefined` when none of them says anything the sandbox knows.
 */
export function routeOf(
  registry: Registry,
  request: WireRequest,
  signature: Signature | undefined,
): Destination | undefined {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return byTarget(registry, target);
  const rest = signature && registry.rest.get(signature.service);
  if (rest) return byRoute(rest, request);
  return byAction(registry, request, signature);
}

function byTarget(registry: Registry, target: string): Destination | undefined {
  const end = target.lastIndexOf('.') + 1;
  const spoken = registry.byTargetPrefix.get(target.slice(0, end));
  return spoken && { ...spoken, operation: target.slice(end), parameters: {} };
}

function byAction(
  registry: Registry,
  request: WireRequest,
  signature: Signature | undefined,
): Destination | undefined {
  const form = request.method === 'POST' ? new URLSearchParams(textOf(request.body)) : request.query;
  const operation = form.get('Action') ?? request.query.get('Action');
  if (operation === null) return undefined;
  const version = form.get('Version') ?? request.query.get('Version');
  const spoken =
    registry.query.find(({ service }) => signature && signingNameOf(service) === signature.service) ??
    registry.query.find(({ protocol }) => protocol.apiVersion === version);
  return spoken && { ...spoken, operation, parameters: {} };
}

function byRoute(service: Service, request: WireRequest): Destination | undefined {
  for (const protocol of service.protocols) {
    if (!('routes' in protocol)) continue;
    const match = matchRoute(protocol.routes, request);
    const operation = match?.operation ?? `${request.method} ${request.path}`;
    return { service, protocol, operation, parameters: match?.parameters ?? {} };
  }
  return undefined;
}
