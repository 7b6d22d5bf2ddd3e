import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../kernel/world.ts';
import { readBody } from '../server/read-body.ts';
import { html } from './html.ts';
import { renderPage, scriptSource, type View } from './layout.ts';
import { build, stopBuild } from './views/build.ts';
import { event, events } from './views/events.ts';
import { faults, switchFaults } from './views/faults.ts';
import { functions, logStream } from './views/functions.ts';
import { overview } from './views/overview.ts';
import { pullRequest } from './views/pull-request.ts';
import { replication } from './views/replication.ts';
import { commit, repository } from './views/repository.ts';

/** Whether a path belongs to the page: `/`, `/_page`, or a Region with a known section. AWS's REST paths are none of these. */
export function isPagePath(path: string): boolean {
  return (
    path === '/' ||
    /^\/[a-z]{2}(?:-[a-z]+)+-\d(?:$|\/(?:repositories|pull-requests|builds|replication|events|functions|logs|faults)\b|\/$)/.test(
      path,
    )
  );
}

/** Answers the local page: what the AWS console would show of this sandbox, and its fault switches. */
export async function handlePage(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', world.endpoint);
  if (request.method === 'POST') return act(world, { url, request, response });
  const view = await viewOf(world, url).catch(errorView);
  const isPart = request.headers['x-part'] === 'main';
  response.setHeader('x-live', view.isLive ? 'yes' : 'no');
  response.setHeader('cache-control', 'no-store');
  const text = isPart ? view.body.text : renderPage(view, url.pathname);
  return send(response, view.status ?? 200, text);
}

async function viewOf(world: World, url: URL): Promise<View> {
  const [region = 'us-east-1', section, ...rest] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [first = '', second, third] = rest;
  switch (section) {
    case undefined:
      return overview(world, region);
    case 'repositories':
      return second === 'commits' && third !== undefined
        ? commit(world, region, { repositoryName: first, commitId: third })
        : repository(world, region, first);
    case 'pull-requests':
      return pullRequest(world, region, first);
    case 'builds':
      return build(world, region, first);
    case 'replication':
      return replication(world, region);
    case 'events':
      return first === '' ? events(world, region) : event(world, region, first);
    case 'functions':
      return functions(world, region);
    case 'logs':
      return logStream(world, region, {
        group: url.searchParams.get('group') ?? '',
        stream: url.searchParams.get('stream') ?? '',
      });
    case 'faults':
      return faults(world);
    default:
      return {
        title: 'Not found',
        status: 404,
        body: html`<h1>Not found</h1><p>There is no page <code>${url.pathname}</code>. <a href="/">Overview</a></p>`,
      };
  }
}

function errorView(error: unknown): View {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    title: 'Not shown',
    status: 404,
    body: html`<h1>This cannot be shown</h1><p>${message}</p><p><a href="/">Overview</a></p>`,
  };
}

async function act(
  world: World,
  { url, request, response }: { url: URL; request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const form = new URLSearchParams((await readBody(request)).toString('utf8'));
  const [region = 'us-east-1', section, id = ''] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  if (section === 'faults') switchFaults(world, form);
  if (section === 'builds' && form.get('action') === 'stop') await stopBuild(world, region, id);
  response.setHeader('location', url.pathname);
  send(response, 303, '');
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src ${scriptSource}; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
