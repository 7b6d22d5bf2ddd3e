import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import { openRemote } from '../../../shared/git/remotes/open-remote.ts';
import { serviceSaying } from '../../support/answering-service.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { startServers } from '../../support/git/replica-pair.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

describe('a status that is not 200', () => {
  it.each([
    [401, 'remote-refused', 'it wants other credentials'],
    [403, 'remote-refused', 'these credentials may not do this, or the signature is not valid'],
    [404, 'not-found', 'there is no such repository, or these credentials may not see it'],
    [429, 'throttled', 'there were too many requests'],
    [500, 'service-unavailable', 'it said "out of order"'],
    [503, 'service-unavailable', 'it said "out of order"'],
    [204, 'remote-refused', 'HTTP 204'],
  ])('%i for a listing is told in a sentence', async (status, code, why) => {
    pair.servers.git.faults.push({ on: /^GET /, status, body: 'out of order\n' });

    await expect(listRefs(pair.source.remote, 'git-upload-pack')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(why),
    });
  });

  it.each(['git-upload-pack', 'git-receive-pack'])(
    '503 for %s leaves the replica as it was',
    async (service) => {
      await pair.source.repository.commits(main, ['one']);
      pair.servers.git.faults.push({ on: new RegExp(`^POST /${service}`), status: 503 });

      await expect(pair.sync()).rejects.toMatchObject({ code: 'service-unavailable' });

      pair.servers.git.faults.splice(0);
      expect((await stateOf(pair.replica.repository)).refs).toEqual([]);
      expect((await pair.sync()).inSync).toBe(true);
    },
  );

  it('a redirect is refused, and the credentials go nowhere else', async () => {
    const elsewhere = await startServers();
    pair.servers.git.faults.push({
      on: /^GET /,
      status: 302,
      headers: { location: elsewhere.git.url('shop') },
    });

    await expect(listRefs(pair.source.remote, 'git-upload-pack')).rejects.toMatchObject({
      code: 'remote-refused',
      message: expect.stringContaining('redirects to another address'),
    });
    expect(elsewhere.git.requests).toEqual([]);
    await elsewhere.close();
  });

  it('a page instead of a listing is no git server', async () => {
    pair.servers.git.faults.push({
      on: /^GET /,
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>',
    });

    await expect(listRefs(pair.source.remote, 'git-upload-pack')).rejects.toMatchObject({
      code: 'protocol-violation',
      message: expect.stringContaining('it answered with "text/html" instead of a list of refs'),
    });
  });
});

describe('connections', () => {
  it('that went stale are replaced once, for a request that can be sent again', async () => {
    await pair.source.repository.commits(main, ['one']);
    await listRefs(pair.source.remote, 'git-upload-pack');
    pair.servers.git.faults.push({ on: /./, stale: true });

    const { refs } = await listRefs(pair.source.remote, 'git-upload-pack');
    const report = await pair.sync();

    expect([...refs.keys()]).toEqual([main]);
    expect(report.inSync).toBe(true);
  });

  it('that break when they are new are not tried again', async () => {
    pair.servers.git.faults.push({ on: /^GET /, cutAnswerAfter: 0 });

    await expect(listRefs(pair.source.remote, 'git-upload-pack')).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
    expect(pair.servers.git.requests).toHaveLength(1);
  });

  it('that end before a word was said are not tried again either, when they are new', async () => {
    const { endpoint, asked } = await serviceSaying('cut');
    const remote = openRemote({ url: `${endpoint}/shop` });

    await expect(listRefs(remote, 'git-upload-pack')).rejects.toMatchObject({ code: 'remote-unreachable' });

    expect(asked).toHaveLength(1);
    remote.close();
  });

  it('are fresh for a push that is streamed, and kept for everything else', async () => {
    const blob = await pair.source.repository.git(['hash-object', '-w', '--stdin'], randomBytes(2 * 2 ** 20));
    await pair.source.repository.git(['tag', 'large', blob]);

    await pair.sync();

    const [replicaList, , , push] = pair.servers.git.requests;
    expect(push?.url).toContain('/git-receive-pack');
    expect(push?.headers['transfer-encoding']).toBe('chunked');
    expect(push?.connection).not.toBe(replicaList?.connection);
    expect(pair.servers.git.requests[1]?.connection).toBe(pair.servers.git.requests[2]?.connection);
  });

  it('to a server that says nothing are given up', async () => {
    pair.servers.git.faults.push({ on: /^GET /, silent: true });
    const remote = openRemote({ url: pair.source.remote.url, timeouts: { idleMs: 50 } });

    await expect(listRefs(remote, 'git-upload-pack')).rejects.toMatchObject({
      code: 'remote-unreachable',
      message: expect.stringContaining('it was silent for 0.05 s'),
    });
    remote.close();
  });

  it('that cannot be made say why', async () => {
    const gone = await startServers();
    await gone.close();
    const remote = openRemote({ url: gone.git.url('shop') });

    await expect(listRefs(remote, 'git-upload-pack')).rejects.toMatchObject({
      code: 'remote-unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
