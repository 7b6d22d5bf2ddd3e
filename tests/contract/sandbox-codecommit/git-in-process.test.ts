import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { fetchPack } from '../../../shared/git/packs/fetch-pack.ts';
import { isFastForward } from '../../../shared/git/packs/is-fast-forward.ts';
import type { FetchedPack } from '../../../shared/git/remote-types.ts';
import { bareRepository } from '../../support/git/bare-repository.ts';
import { authorizationOf, main, shopByGit } from './a-shop-by-git.ts';

const at = shopByGit();

const zero = '0'.repeat(40);
const host = '127.0.0.1:4566';

const packet = (line: string) => `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;

async function bytesOf({ bytes }: FetchedPack): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

describe('the list of refs that comes by no socket', () => {
  const advertisement = async (service: string) => {
    const answer = await at.ask({ url: `/v1/repos/shop/info/refs?service=${service}` });
    return { ...answer, body: answer.body.toString('utf8') };
  };

  it('is that of git, with HEAD first, tags and what they name', async () => {
    const { two, three, v1 } = at.ids;
    await at.push([
      { ref: main, new: three },
      { ref: 'refs/tags/v1', new: v1 },
    ]);

    expect(await advertisement('git-upload-pack')).toEqual({
      status: 200,
      contentType: 'application/x-git-upload-pack-advertisement',
      body: [
        '001e# service=git-upload-pack\n0000',
        `0099${three} HEAD\0multi_ack_detailed shallow side-band-64k thin-pack allow-tip-sha1-in-want allow-reachable-sha1-in-want\n`,
        `003d${three} refs/heads/main\n003a${v1} refs/tags/v1\n003d${two} refs/tags/v1^{}\n0000`,
      ].join(''),
    });
    expect((await advertisement('git-receive-pack')).body).toBe(
      [
        '001f# service=git-receive-pack\n0000',
        `0065${three} refs/heads/main\0report-status delete-refs side-band-64k\n`,
        `003a${v1} refs/tags/v1\n0000`,
      ].join(''),
    );
  });

  it('of an empty repository has no ref', async () => {
    expect((await advertisement('git-upload-pack')).body).toBe('001e# service=git-upload-pack\n00000000');
    expect((await advertisement('git-receive-pack')).body).toBe(
      `001f# service=git-receive-pack\n00000065${zero} capabilities^{}\0report-status delete-refs side-band-64k\n0000`,
    );
  });
});

describe('a fetch that comes by no socket', () => {
  it('gives everything that the wants reach, as git takes it', async () => {
    const { three, other, v1 } = at.ids;
    // Larger than a packet, and than what two bytes of a size can say.
    const file = Array.from({ length: 90_000 }, (_, index) =>
      String.fromCharCode(33 + ((index * 7919) % 89)),
    );
    const large = await at.shop.commit('main', { 'a.txt': 'a', 'large.txt': file.join('') });
    await at.push([
      { ref: 'refs/heads/three', new: three },
      { ref: 'refs/heads/other', new: other },
      { ref: 'refs/tags/v1', new: v1 },
    ]);

    const pack = await fetchPack(at.remote, { wants: [large, three, other, v1], haves: [], receiver: [] });

    const clone = await bareRepository(join(at.local.path, '..', 'clone'), { create: true });
    await clone.git(['index-pack', '--strict', '--stdin'], await bytesOf(pack));
    for (const [name, id] of Object.entries({ large, three, other }))
      await clone.git(['update-ref', `refs/heads/${name}`, id]);
    expect(await clone.git(['fsck', '--full', '--strict', '--no-dangling', '--no-progress'])).toBe('');
    expect(await clone.git(['cat-file', 'blob', `${large}:large.txt`])).toBe(file.join(''));
    // Four commits with a tree and a blob each, the tag, and a commit with one tree and two blobs.
    expect(pack.objects).toBe(4 * 3 + 1 + 4);
  });

  it('leaves out what the haves reach, and tells when it knows none of them', async () => {
    const { one, three } = at.ids;
    await at.push([{ ref: main, new: three }]);

    const known = await fetchPack(at.remote, { wants: [three], haves: [one], receiver: [] });
    const unknown = await fetchPack(at.remote, { wants: [three], haves: ['1'.repeat(40)], receiver: [] });

    expect([known.objects, known.inCommon]).toEqual([6, true]);
    expect([unknown.objects, unknown.inCommon]).toEqual([9, false]);
  });

  it('serves a commit that is no tip, and refuses one that no ref reaches, as git says it', async () => {
    const { one, two, three, other } = at.ids;
    await at.push([{ ref: main, new: three }]);
    await at.push([{ ref: main, old: three, new: other }]);

    const reached = await fetchPack(at.remote, { wants: [one], haves: [], receiver: [] });
    const lost = fetchPack(at.remote, { wants: [two], haves: [], receiver: [] });

    expect(reached.objects).toBe(3);
    await expect(lost).rejects.toMatchObject({
      code: 'object-missing',
      message: `http://127.0.0.1:4566/v1/repos/shop refused: upload-pack: not our ref ${two}.`,
    });
  });

  it('tells a fast-forward from a force push', async () => {
    const { one, two, three, other } = at.ids;
    await at.push([
      { ref: main, new: three },
      { ref: 'refs/heads/other', new: other },
    ]);

    expect(await isFastForward(at.remote, { old: one, new: three })).toBe(true);
    expect(await isFastForward(at.remote, { old: two, new: other })).toBe(false);
  });

  it('in rounds says what it knows in each, and sends no pack before it is done', async () => {
    const { one, three } = at.ids;
    await at.push([{ ref: main, new: three }]);
    const want = packet(`want ${three} multi_ack_detailed side-band-64k\n`);
    const haves = packet(`have ${one}\n`) + packet(`have ${'1'.repeat(40)}\n`);

    const answer = await at.ask({
      method: 'POST',
      url: '/v1/repos/shop/git-upload-pack',
      body: Buffer.from(`${want}0000${haves}0000`),
    });

    expect(answer.body.toString('latin1')).toBe(`0038ACK ${one} common\n0008NAK\n`);
  });

  it('with a capability that was not offered gets 200 and nothing', async () => {
    const { three } = at.ids;
    await at.push([{ ref: main, new: three }]);
    const body = Buffer.from(`${packet(`want ${three} ofs-delta\n`)}00000009done\n`);

    expect(await at.ask({ method: 'POST', url: '/v1/repos/shop/git-upload-pack', body })).toEqual({
      status: 200,
      contentType: 'application/x-git-upload-pack-result',
      body: Buffer.alloc(0),
    });
  });
});

describe('who is refused', () => {
  it.each([
    { who: 'no credentials', credentials: undefined, status: 401 },
    { who: 'another secret', credentials: { secretAccessKey: 'wrong' }, status: 403 },
    { who: 'the signature for another repository', repository: 'other', credentials: {}, status: 403 },
    { who: 'an address that ends with .git', repository: 'shop.git', credentials: {}, status: 404 },
  ])('has $who', async ({ repository = 'shop', credentials, status }) => {
    const authorization = credentials && (await authorizationOf(credentials)());
    const url = `/v1/repos/${repository}/info/refs?service=git-receive-pack`;

    expect(await at.ask({ url, headers: { authorization, host } })).toMatchObject({
      status,
      contentType: 'text/plain',
    });
  });

  it('is kept from one branch, as AWS documents it, and can push to others', async () => {
    const { one } = at.ids;
    const role = createRole(at.shop.scope, { roleName: 'Careful', trustPolicy: { Statement: [] } });
    const deny = { StringEqualsIfExists: { 'codecommit:References': [main] } };
    const statements = [
      { Effect: 'Allow', Action: 'codecommit:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'codecommit:GitPush',
        Resource: '*',
        Condition: { ...deny, Null: { 'codecommit:References': 'false' } },
      },
    ];
    role.policies.set('own', readPolicy({ Version: '2012-10-17', Statement: statements }));
    const session = issueCredentials(at.shop.scope, { roleArn: role.arn, sessionName: 'ci' });
    const headers = { authorization: await authorizationOf(session)(), host };
    const pack = await at.packOf([one]);
    const push = async (ref: string) => {
      const head = `${packet(`${zero} ${one} ${ref}\0 report-status`)}0000`;
      const body = Buffer.concat([Buffer.from(head), pack]);
      return at.ask({ method: 'POST', url: '/v1/repos/shop/git-receive-pack', headers, body });
    };

    expect((await push(main)).status).toBe(403);
    expect((await push('refs/heads/topic')).body.toString('utf8')).toBe(
      '000eunpack ok\n0018ok refs/heads/topic\n0000',
    );
  });

  it('wants to move more than 4,000 references at once', async () => {
    const { one } = at.ids;
    const commands = Array.from({ length: 4001 }, (_, index) =>
      packet(`${zero} ${one} refs/tags/t${index}${index === 0 ? '\0report-status' : ''}`),
    );

    const { body } = await at.ask({
      method: 'POST',
      url: '/v1/repos/shop/git-receive-pack',
      body: Buffer.from(`${commands.join('')}0000`),
    });

    expect(body.toString('utf8')).toContain(
      'unpack a push may update at most 4000 references, this one has 4001\n',
    );
    expect(at.news()).toEqual([]);
  });
});
