import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { World } from '../../../kernel/world.ts';
import { callerArn } from '../callers.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import type { GitAccess } from './git-access.ts';
import { answerBeforeGit } from './git-before.ts';
import { type GitService, limitAdvertisement } from './git-capabilities.ts';
import { readCgiHead, startGitCgi } from './git-cgi.ts';
import { allowedAccess, destinationOf, operationOf } from './git-destination.ts';
import { fateOf, type GitFate } from './git-faults.ts';
import { announcePush } from './git-push.ts';
import { bodyOf, type RequestHead, readRequestHead } from './git-request-head.ts';

/** Whose request it is and what it is about. */
interface GitExchange {
  readonly world: World;
  readonly access: GitAccess;
  readonly service: GitService;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fate: Exclude<GitFate, object>;
}

/**
 * Serves git's smart HTTP below `/v1/repos/NAME` as CodeCommit does: credentials by signature, IAM for pull and
 * push, CodeCommit's capabilities in protocol version 0, events after a push. Needs repositories on disk. Refuses
 * a `.git` ending and dumb HTTP.
 */
export async function handleGit(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const destination = destinationOf(request);
  if (destination === undefined) {
    refuse(request, response, { status: 404, message: 'No git repository is served under this address.' });
    return;
  }
  const { service } = destination;
  const access = allowedAccess(world, request.headers, destination);
  if ('status' in access) {
    refuse(request, response, access);
    return;
  }
  const fate = await fateOf(access.scope, operationOf(service));
  if (typeof fate === 'object') {
    refuse(request, response, fate);
    return;
  }
  const exchange: GitExchange = { world, access, service, request, response, fate };
  if (destination.isAdvertisement) await advertise(exchange);
  else await serve(exchange);
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: { readonly status: number; readonly message: string },
): void {
  // What was not read of the body is let pass, so that the client reads the answer.
  request.resume();
  response.writeHead(refusal.status, {
    'content-type': 'text/plain',
    ...(refusal.status === 401 ? { 'www-authenticate': 'Basic realm="CodeCommit"' } : {}),
  });
  response.end(`${refusal.message}\n`);
}

async function advertise(exchange: GitExchange): Promise<void> {
  const { service, response } = exchange;
  if (exchange.fate !== 'served') {
    response.destroy();
    return;
  }
  const child = startCgi(exchange, { path: '/info/refs', query: `service=${service}` });
  child.stdin.end();
  const head = await readCgiHead(child);
  const chunks = [head.body];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  response.writeHead(head.status, head.headers);
  response.end(head.status === 200 ? limitAdvertisement(body, service) : body);
}

async function serve(exchange: GitExchange): Promise<void> {
  const { world, access, service, request, response } = exchange;
  const gzip = request.headers['content-encoding'] === 'gzip';
  const head = await readRequestHead(gzip ? request.pipe(createGunzip()) : request, service);
  const early = answerBeforeGit(access, service, head);
  if (early !== undefined && 'status' in early) {
    refuse(request, response, early);
    return;
  }
  if (early !== undefined) {
    request.resume();
    response.writeHead(200, { 'content-type': `application/x-${service}-result` });
    response.end(early);
    return;
  }
  const git = gitBackend.of(world);
  const place = placeOf(access.scope, access.repository.name);
  const before = await git.refs(place);
  await runService(exchange, head);
  if (head.commands.length > 0) {
    const { scope, principal, repository } = access;
    const context = { ...scope, principal, requestId: world.ids.uuid() };
    await announcePush(context, repository, {
      commands: head.commands,
      before,
      after: await git.refs(place),
    });
  }
  // Only now is the client told that it is over: what it asks next sees everything that the push did.
  if (exchange.fate === 'served') response.end();
  else response.destroy();
}

/** Streams the request through git and the answer to the client, without ending the response. */
async function runService(exchange: GitExchange, head: RequestHead): Promise<void> {
  const { service, request, response, fate } = exchange;
  const child = startCgi(exchange, { path: `/${service}`, query: '' });
  response.once('close', () => {
    if (!response.writableEnded) child.kill();
  });
  const input = pipeline(Readable.from(fate === 'cut' ? halfOf(head) : bodyOf(head)), child.stdin).catch(
    () => {
      // git ended before it has read everything, or the client went away; the answer or its absence tells.
      request.resume();
    },
  );
  if (fate === 'served') {
    const answer = await readCgiHead(child);
    response.writeHead(answer.status, answer.headers);
    response.write(answer.body);
    await pipeline(child.stdout, response, { end: false });
  } else {
    child.stdout.resume();
    await new Promise((resolve) => child.once('close', resolve));
  }
  await input;
}

/** What had arrived when the line broke. */
function halfOf({ bytes }: RequestHead): Buffer[] {
  return [bytes.subarray(0, Math.ceil(bytes.length / 2))];
}

function startCgi({ world, access, request }: GitExchange, { path, query }: { path: string; query: string }) {
  const { account, region } = access.scope;
  return startGitCgi({
    projectRoot: join(world.folder, 'repositories'),
    path: `/${account}/${region}/${access.repository.name}.git${path}`,
    method: request.method ?? 'GET',
    query,
    contentType: request.headers['content-type'],
    user: callerArn(access.principal),
  });
}
