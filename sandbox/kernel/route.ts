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

interface Spoken<Kind extends Protocol['kind']> {
  readonly service: Service;
  readonly protocol: Extract<Protocol, { kind: Kind }>;
}

/** The services by everything a request may name them by. */
export interface Registry {
  readonly byTargetPrefix: ReadonlyMap<string, Spoken<'json'>>;
  readonly query: readonly Spoken<'query'>[];
  readonly rest: ReadonlyMap<string, Service>;
}

export function registryOf(services: readonly Service[]): Registry {
  const byTargetPrefix = new Map<string, Spoken<'json'>>();
  const query: Spoken<'query'>[] = [];
  const rest = new Map<string, Service>();
  for (const service of services)
    for (const protocol of service.protocols) {
      if (protocol.kind === 'json') byTargetPrefix.set(protocol.targetPrefix, { service, protocol });
      else if (protocol.kind === 'query') query.push({ service, protocol });
      else rest.set(signingNameOf(service), service);
    }
  return { byTargetPrefix, query, rest };
}

const signingNameOf = (service: Service) => service.signingName ?? service.name;

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
  const protocol = service.protocols.find(({ kind }) => kind === 'rest-json' || kind === 'rest-xml');
  if (protocol === undefined || !('routes' in protocol)) return undefined;
  let best: { operation: string; parameters: Record<string, string>; weight: number } | undefined;
  for (const route of protocol.routes) {
    if (route.method !== request.method || !hasQuery(request.query, route.query)) continue;
    const parameters = parametersOf(route.path, request.path);
    if (parameters === undefined) continue;
    const weight = (route.query?.length ?? 0) * 100 + literalsIn(route.path);
    if (best === undefined || weight > best.weight) best = { operation: route.operation, parameters, weight };
  }
  return {
    service,
    protocol,
    operation: best?.operation ?? `${request.method} ${request.path}`,
    parameters: best?.parameters ?? {},
  };
}

function hasQuery(query: URLSearchParams, needed: readonly string[] = []): boolean {
  return needed.every((need) => {
    const [name = '', value] = need.split('=');
    return value === undefined ? query.has(name) : query.get(name) === value;
  });
}

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

const literalsIn = (path: string) => segmentsOf(path).filter((segment) => !segment.startsWith('{')).length;

/** A trailing slash makes no difference, except below `{Name+}`, where it belongs to the name. */
function parametersOf(pattern: string, path: string): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  let rest = path.replace(/^\//, '');
  for (const part of segmentsOf(pattern)) {
    if (rest === '') return undefined;
    if (part.endsWith('+}')) {
      parameters[part.slice(1, -2)] = decode(rest);
      return parameters;
    }
    const slash = rest.indexOf('/');
    const segment = slash < 0 ? rest : rest.slice(0, slash);
    rest = slash < 0 ? '' : rest.slice(slash + 1);
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return rest === '' ? parameters : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
