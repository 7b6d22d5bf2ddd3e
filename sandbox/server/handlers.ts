import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../kernel/world.ts';
import { handlePage, isPagePath } from '../page/index.ts';
import { handleGit } from '../services/codecommit/git-http.ts';
import { handleFunctionUrl } from '../services/lambda/function-url.ts';
import { handleAws } from './handle-aws.ts';
import { handleControl } from './handle-control.ts';

/** Answers one HTTP request; it owns the response. */
export type Handler = (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

/** By the start of the path; no bucket can have one of these names. */
const byPrefix: readonly (readonly [prefix: string, handler: Handler])[] = [
  ['/_sandbox/', handleControl],
  ['/_lambda-url/', handleFunctionUrl],
  ['/v1/repos/', handleGit],
];

/** What answers a request: the handler of its path, the page for a browser, or else AWS. */
export function handlerOf(request: IncomingMessage): Handler {
  const url = request.url ?? '/';
  const known = byPrefix.find(([prefix]) => url.startsWith(prefix))?.[1];
  return known ?? (isForPage(request, url) ? handlePage : handleAws);
}

/** `GET /` lists buckets when it is signed, and is the page when a browser sends it. */
function isForPage({ method, headers }: IncomingMessage, url: string): boolean {
  const [path = '/', query = ''] = url.split('?', 2);
  if (!isPagePath(path) || headers.authorization !== undefined || headers['x-amz-target'] !== undefined)
    return false;
  if (/(?:^|&)(?:Action|X-Amz-Algorithm)=/.test(query)) return false;
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && path !== '/');
}
