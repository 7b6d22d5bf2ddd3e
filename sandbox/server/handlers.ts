import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../kernel/world.ts';
import { handlePage, isPagePath } from '../page/index.ts';
import { handleGit } from '../services/codecommit/git/git-http.ts';
import { handleFunctionUrl } from '../services/lambda/function-url.ts';
import { handleAws } from './handle-aws.ts';
import { handleControl } from './handle-control.ts';

/** Answers one HTTP request; it owns the response. */
export type Handler = (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

/** What answers a request, and whose forms it takes. */
export interface Destination {
  readonly handler: Handler;
  /**
   * Bodies of the types that a form can send: taken (the page's own forms, and function URLs, as webhooks send them),
   * only when the header has a signature (AWS's Query protocol), or never.
   */
  readonly forms: 'taken' | 'signed' | 'never';
}

/** By the start of the path; no bucket can have one of these names. */
const byPrefix: readonly (readonly [prefix: string, destination: Destination])[] = [
  ['/_sandbox/', { handler: handleControl, forms: 'never' }],
  ['/_lambda-url/', { handler: handleFunctionUrl, forms: 'taken' }],
  ['/v1/repos/', { handler: handleGit, forms: 'signed' }],
];

/** Where a request goes: to the handler of its path, to the page for a browser, or else to AWS. */
export function destinationOf(request: IncomingMessage): Destination {
  const url = request.url ?? '/';
  const known = byPrefix.find(([prefix]) => url.startsWith(prefix))?.[1];
  if (known !== undefined) return known;
  if (isForPage(request, url)) return { handler: handlePage, forms: 'taken' };
  return { handler: handleAws, forms: request.headers['x-amz-target'] === undefined ? 'signed' : 'never' };
}

/** `GET /` lists buckets when it is signed, and is the page when a browser sends it. */
function isForPage({ method, headers }: IncomingMessage, url: string): boolean {
  const [path = '/', query = ''] = url.split('?', 2);
  if (!isPagePath(path) || headers.authorization !== undefined || headers['x-amz-target'] !== undefined)
    return false;
  if (/(?:^|&)(?:Action|X-Amz-Algorithm)=/.test(query)) return false;
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && path !== '/');
}
