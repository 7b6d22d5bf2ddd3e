import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../kernel/world.ts';
import { handleFunctionUrl } from '../services/lambda/function-url.ts';
import { handleAws } from './handle-aws.ts';
import { handleControl } from './handle-control.ts';

/** Answers one HTTP request; it owns the response. */
export type Handler = (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

/** By the start of the path; the first that fits answers. */
const handlers: readonly (readonly [prefix: string, handler: Handler])[] = [
  ['/_sandbox/', handleControl],
  ['/_lambda-url/', handleFunctionUrl],
];

/** What answers a request: the handler of its path, or else AWS. */
export function handlerOf(request: IncomingMessage): Handler {
  const path = request.url ?? '/';
  return handlers.find(([prefix]) => path.startsWith(prefix))?.[1] ?? handleAws;
}
