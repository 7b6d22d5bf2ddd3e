import type { Route } from './service.ts';
import type { WireRequest } from './wire.ts';

/** The route a request takes, and what stood in the places of its `{Name}`s. */
export interface RouteMatch {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The most particular of the routes that fit: the one that asks for most of the query, then the one with most
 * fixed segments. `undefined` when none fits.
 */
export function matchRoute(routes: readonly Route[], request: WireRequest): RouteMatch | undefined {
  let best: RouteMatch | undefined;
  let bestWeight = -1;
  for (const route of routes) {
    const weight = (route.query?.length ?? 0) * 100 + literalsIn(route.path);
    if (weight <= bestWeight || route.method !== request.method) continue;
    const parameters = hasQuery(request.query, route.query)
      ? parametersOf(route.path, request.path)
      : undefined;
    if (parameters === undefined) continue;
    best = { operation: route.operation, parameters };
    bestWeight = weight;
  }
  return best;
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
