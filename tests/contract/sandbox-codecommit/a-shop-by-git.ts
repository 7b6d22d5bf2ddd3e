import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import {
  answerGit,
  type GitAnswer,
  type GitRequest,
} from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { pushPack } from '../../../shared/git/packs/push-pack.ts';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import type { GitRemote, PushReport } from '../../../shared/git/remote-types.ts';
import { codeCommitAuthorization } from '../../../shared/git/remotes/code-commit-authorization.ts';
import { openRemote } from '../../../shared/git/remotes/open-remote.ts';
import { codeCommitCapabilities } from '../../../shared/git/wire/capabilities.ts';
import { type BareRepository, bareRepository } from '../../support/git/bare-repository.ts';
import { exchangeInProcess } from '../../support/git/exchange-in-process.ts';
import { tryGit } from '../../support/git/run-git.ts';
import { aShop, type Shop } from './a-shop.ts';

export const main = 'refs/heads/main';
export const shopUrl = 'http://127.0.0.1:4566/v1/repos/shop';

/** One reference of a push; without `old` it is created, without `new` deleted. */
export interface Move {
  readonly ref: string;
  readonly old?: string;
  readonly new?: string;
}

/** The shop's repository in memory, the product's client for it, and a real repository whose objects are pushed. */
export interface ShopByGit {
  readonly shop: Shop;
  /** Not listed yet, with CodeCommit's capabilities known beforehand. */
  readonly remote: GitRemote;
  readonly local: BareRepository;
  /** Commits of main, `other` beside `two`, and the tag v1 on `two`. */
  readonly ids: Readonly<Record<'one' | 'two' | 'three' | 'other' | 'v1', string>>;
  /** Pushes with a pack of everything that the new values reach, or with another one. */
  push(moves: readonly Move[], pack?: Buffer): Promise<PushReport>;
  refs(): Promise<Record<string, string>>;
  /** Event, reference, old and new commit of what happened since the last call. */
  news(): (readonly unknown[])[];
  /** Sends a request of git's protocol as it is, as the administrator. */
  ask(request: Partial<GitRequest> & Pick<GitRequest, 'url'>): Promise<GitAnswer>;
  /** A pack of what the tips reach, as git makes it. */
  packOf(tips: readonly string[], options?: readonly string[]): Promise<Buffer>;
}

/** The header of the administrator in eu-west-1, or of who is given. */
export function authorizationOf(
  more: { accessKeyId?: string; secretAccessKey?: string; sessionToken?: string } = {},
) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', ...more };
  return codeCommitAuthorization({ url: shopUrl, region: 'eu-west-1', credentials: () => credentials });
}

/** Gives each test an empty repository. */
export function shopByGit(): ShopByGit {
  let folder = '';
  let local: BareRepository;
  let ids: ShopByGit['ids'];
  let shop: Shop;
  let remote: GitRemote;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drawbridge-in-process-'));
    local = await bareRepository(join(folder, 'local'), { create: true });
    const [one = '', two = '', three = ''] = await local.commits(main, ['one', 'two', 'three']);
    const [other = ''] = await local.commits('refs/heads/other', ['other two'], { from: one });
    await local.git(['tag', '-a', '-m', 'v1', 'v1', two]);
    ids = { one, two, three, other, v1: await local.tip('refs/tags/v1') };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    shop = await aShop();
    const exchange = exchangeInProcess((request) => answerGit(shop.world, request));
    const capabilities = codeCommitCapabilities;
    remote = openRemote({ url: shopUrl, authorization: authorizationOf(), capabilities, exchange });
  });

  const packOf: ShopByGit['packOf'] = async (tips, options = []) => {
    const args = ['pack-objects', '--revs', '--stdout', '-q', ...options];
    return (await tryGit(local.path, args, `${tips.join('\n')}\n`)).stdout;
  };
  return {
    get shop() {
      return shop;
    },
    get remote() {
      return remote;
    },
    get local() {
      return local;
    },
    get ids() {
      return ids;
    },
    packOf,
    async push(moves, pack) {
      const updates = moves.map(({ ref, old, new: to }) => ({ ref, old, new: to }));
      const bytes = pack ?? (await packOf(updates.flatMap((update) => update.new ?? [])));
      return pushPack(remote, { updates, pack: streamed(bytes) });
    },
    refs: async () => Object.fromEntries((await listRefs(remote, 'git-upload-pack')).refs),
    news: () =>
      shop
        .news()
        .map(({ detail }) => [
          detail['event'],
          detail['referenceFullName'],
          detail['oldCommitId'],
          detail['commitId'],
        ]),
    async ask(request) {
      const headers = { authorization: await authorizationOf()(), host: '127.0.0.1:4566' };
      return answerGit(shop.world, { method: 'GET', headers, ...request });
    },
  };
}

async function* streamed(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
