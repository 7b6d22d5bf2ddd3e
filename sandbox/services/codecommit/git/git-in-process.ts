import type { World } from '../../../kernel/world.ts';
import type { GitRefusal } from './git-access.ts';
import { advertisement } from './git-advertisement.ts';
import { answerBeforeGit } from './git-before.ts';
import { allowedAccess, destinationOf } from './git-destination.ts';
import { receivePack } from './git-receive-pack.ts';
import { bodyOf, readRequestHead } from './git-request-head.ts';
import { uploadPack } from './git-upload-pack.ts';

/** A request of git's smart HTTP that comes by no socket. */
export interface GitRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, for example `/v1/repos/shop/info/refs?service=git-upload-pack`. */
  readonly url: string;
  readonly headers: { readonly authorization?: string | undefined; readonly host: string };
  readonly body?: Buffer | AsyncIterable<Buffer> | undefined;
}

/** What is answered, whole. */
export interface GitAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * Answers git's smart HTTP as `handleGit` does, from any git backend and without a process, a socket or a timer,
 * so that it can run in simulated time. Faults are left to whoever calls. Rejects when the body does, and then
 * has done nothing.
 */
export async function answerGit(world: World, request: GitRequest): Promise<GitAnswer> {
  const destination = destinationOf(request);
  if (destination === undefined)
    return refused({ status: 404, message: 'No git repository is served under this address.' });
  const access = allowedAccess(world, request.headers, destination);
  if ('status' in access) return refused(access);
  const { service } = destination;
  if (destination.isAdvertisement)
    return served(`application/x-${service}-advertisement`, await advertisement(access, service));
  const head = await readRequestHead(chunksOf(request.body), service);
  const contentType = `application/x-${service}-result`;
  const early = answerBeforeGit(access, service, head);
  if (early !== undefined) {
    await head.rest.return?.();
    return 'status' in early ? refused(early) : served(contentType, early);
  }
  const body = await collect(bodyOf(head));
  if (service === 'git-upload-pack')
    return served(contentType, await uploadPack(access, { capabilities: head.capabilities, body }));
  return served(contentType, await receivePack(access, head, body.subarray(head.length)));
}

function served(contentType: string, body: Buffer): GitAnswer {
  return { status: 200, contentType, body };
}

function refused({ status, message }: GitRefusal): GitAnswer {
  return { status, contentType: 'text/plain', body: Buffer.from(`${message}\n`) };
}

async function* chunksOf(body: GitRequest['body']): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) yield body;
  else if (body !== undefined) yield* body;
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
