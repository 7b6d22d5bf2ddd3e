import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { World } from '../../kernel/world.ts';
import { callerArn } from './callers.ts';
import { type GitAccess, type GitRefusal, gitAccess, refusalOfIam } from './git-access.ts';
import { gitBackend, placeOf } from './git-backend.ts';
import { type GitService, limitAdvertisement, unofferedCapability } from './git-capabilities.ts';
import { readCgiHead, startGitCgi } from './git-cgi.ts';
import { fateOf, type GitFate } from './git-faults.ts';
import { announcePush, mostCommands, refusedPush } from './git-push.ts';
import { type RequestHead, readRequestHead } from './git-request-head.ts';

/** Whose request it is and what it is about. */
interface GitExchange {
  readonly world: World;
  readonly access: GitAccess;
  readonly service: GitService;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fate: Exclude<GitFate, object>;
}

/** What an address and a method ask for. */
interface Destination {
  readonly repositoryName: string;
  readonly service: GitService;
  readonly isAdvertisement: boolean;
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
  const { repositoryName, service } = destination;
  const access = allowedAccess(world, request, { repositoryName, service });
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

function destinationOf({ method, url }: IncomingMessage): Destination | undefined {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://sandbox');
  const [, repositoryName = '', path = ''] = /^\/v1\/repos\/([^/]*)\/(.*)$/.exec(pathname) ?? [];
  const isAdvertisement = path === 'info/refs';
  const service = isAdvertisement ? searchParams.get('service') : path;
  if (method !== (isAdvertisement ? 'GET' : 'POST') || repositoryName.endsWith('.git')) return undefined;
  return isGitService(service) ? { repositoryName, service, isAdvertisement } : undefined;
}

function isGitService(name: string | null): name is GitService {
  return name === 'git-upload-pack' || name === 'git-receive-pack';
}

function allowedAccess(
  world: World,
  { headers }: IncomingMessage,
  { repositoryName, service }: Pick<Destination, 'repositoryName' | 'service'>,
): GitAccess | GitRefusal {
  const { authorization, host = '' } = headers;
  const access = gitAccess(world, { authorization, host, repositoryName });
  if ('status' in access) return access;
  return refusalOfIam(access, operationOf(service)) ?? access;
}

function operationOf(service: GitService): 'GitPull' | 'GitPush' {
  return service === 'git-upload-pack' ? 'GitPull' : 'GitPush';
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
  const refs = head.commands.map(({ ref }) => ref);
  const refusal = refs.length > 0 ? refusalOfIam(access, 'GitPush', refs) : undefined;
  if (refusal !== undefined) {
    refuse(request, response, refusal);
    return;
  }
  const answer = answerWithoutGit(head, service);
  if (answer !== undefined) {
    request.resume();
    response.writeHead(200, { 'content-type': `application/x-${service}-result` });
    response.end(answer);
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

function answerWithoutGit(head: RequestHead, service: GitService): Buffer | undefined {
  if (unofferedCapability(head.capabilities, service) !== undefined) return Buffer.alloc(0);
  if (head.commands.length > mostCommands)
    return refusedPush(
      head,
      `a push may update at most ${mostCommands} references, this one has ${head.commands.length}`,
    );
  return undefined;
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

async function* bodyOf({ bytes, rest }: RequestHead): AsyncGenerator<Buffer> {
  yield bytes;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
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
