import { describe, expect, it } from 'vitest';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import { basicAuthorization } from '../../../shared/git/remotes/basic-authorization.ts';
import { openRemote } from '../../../shared/git/remotes/open-remote.ts';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import { type GitServer, startGitServer } from '../../support/git/git-server.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';
const policy = { ...mirrorPolicy, maxVanishedShare: 1 };
const sync = () => pair.sync({ policy });

describe('what goes over the wire', () => {
  it('is protocol version 0 and git’s own media types, and no ref but branches and tags', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    await pair.source.repository.git(['tag', '-a', '-m', 'first', 'v1', one]);
    await pair.source.repository.git(['update-ref', 'refs/pull/1/head', one]);

    await sync();

    expect(
      pair.servers.git.requests.map(({ method, url }) => `${method} ${url.replace(/^\/[^/]+/, '')}`),
    ).toEqual([
      'GET /info/refs?service=git-receive-pack',
      'GET /info/refs?service=git-upload-pack',
      'POST /git-upload-pack',
      'POST /git-receive-pack',
    ]);
    const [, , fetched, pushed] = pair.servers.git.requests;
    expect(pair.servers.git.requests.map(({ headers }) => headers['git-protocol'])).toEqual(
      Array(4).fill(undefined),
    );
    expect(fetched?.headers['content-type']).toBe('application/x-git-upload-pack-request');
    expect(pushed?.headers['content-type']).toBe('application/x-git-receive-pack-request');
    expect(pushed?.headers['content-length']).toBe(String(pushed?.body.length));
    const commands = pushed?.body.toString('latin1').split('PACK')[0] ?? '';
    expect(
      [...commands.matchAll(/ (refs\/[^\0 ]+?)(?=\0|[0-9a-f]{4}[0-9a-f]{40}|0000$)/g)].map(([, ref]) => ref),
    ).toEqual(['refs/heads/main', 'refs/tags/v1']);
    expect(commands).not.toMatch(/HEAD|\^\{\}|refs\/pull/);
    expect(commands).toContain('\0 report-status side-band-64k object-format=sha1 agent=drawbridge/1');
  });

  it('asks a source for no offset deltas when the replica is CodeCommit, and names no agent to it', async () => {
    const { source, replica } = await pair.servers.pair({ source: 'git', replica: 'CodeCommit' });
    await source.repository.commits(main, ['one', 'two']);

    const report = await syncRefs({ source: source.remote, replica: replica.remote, policy, now: 0 });

    const request = pair.servers.git.requests
      .find(({ url }) => url.endsWith('/git-upload-pack'))
      ?.body.toString();
    expect(report.inSync).toBe(true);
    expect(request).toContain(' multi_ack_detailed side-band-64k no-progress agent=drawbridge/1\n');
    expect(request).not.toContain('ofs-delta');
  });

  it('carries the credentials from the first request on, and no message has them', async () => {
    const authorization = basicAuthorization('ann', 'hunter2');
    const guarded: GitServer = await startGitServer(pair.servers.folder, { authorization });
    const name = pair.source.remote.url.split('/').at(-1) ?? '';
    const allowed = openRemote({ url: guarded.url(name), authorization: () => authorization });
    const refused = openRemote({
      url: guarded.url(name),
      authorization: () => basicAuthorization('ann', 'secret1'),
    });

    await listRefs(allowed, 'git-upload-pack');
    const error: unknown = await listRefs(refused, 'git-upload-pack').catch((thrown: unknown) => thrown);

    expect(guarded.requests[0]?.headers.authorization).toBe('Basic YW5uOmh1bnRlcjI=');
    expect(guarded.requests).toHaveLength(2);
    expect(error).toMatchObject({ code: 'remote-refused' });
    expect(String(error)).not.toMatch(/ann|secret1|c2VjcmV0/);
    allowed.close();
    refused.close();
    await guarded.close();
  });

  it('is at most 1.1 times what git push sends for the same commit', async () => {
    const commits = await pair.source.repository.commits(
      main,
      Array.from({ length: 60 }, (_, index) => `commit ${index}`),
    );
    await sync();
    const other = await pair.servers.pair({ source: 'git', replica: 'git' });
    await pair.source.repository.git(['push', '-q', other.replica.remote.url, main]);
    const [next = ''] = await pair.source.repository.commits(main, ['next']);
    pair.servers.git.requests.splice(0);
    await pair.source.repository.git(['push', '-q', other.replica.remote.url, main]);
    const pushed = () =>
      pair.servers.git.requests.findLast(({ url }) => url.endsWith('/git-receive-pack'))?.body.length ?? 0;
    const bytesOfGit = pushed();

    await pushUpdate({
      source: pair.source.remote,
      replica: pair.replica.remote,
      update: { ref: main, old: commits.at(-1) ?? '', new: next },
    });

    expect(bytesOfGit).toBeGreaterThan(300);
    expect(pushed()).toBeLessThanOrEqual(bytesOfGit * 1.1);
  });

  it.each([
    'https://ann:hunter2@git.example.com/shop',
    'ssh://git.example.com/shop',
    'https://git.example.com/shop?a=b',
    'shop',
  ])('does not begin for the address %s, whose password is not repeated', (url) => {
    expect(() => openRemote({ url })).toThrow(expect.objectContaining({ code: 'request-refused' }));
    expect(() => openRemote({ url })).not.toThrow(/hunter2/);
  });

  it('does not contain the slash that an address ends with', () => {
    expect(openRemote({ url: 'https://git.example.com/shop//' }).url).toBe('https://git.example.com/shop');
  });
});
