import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGitWorld, commitFile, type GitWorld, headerFor, refEvents, tipOf } from './a-git-world.ts';

let at: GitWorld;
let name = '';

beforeAll(async () => {
  at = await aGitWorld();
});
afterAll(() => at.close());
beforeEach(async () => {
  name = await at.repository();
});

const packet = (line: string) => `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;

/** Sends a request of git's protocol as it is; the answer has the status 200. */
async function post(service: string, body: string): Promise<string> {
  const response = await fetch(`${at.url(name)}/${service}`, {
    method: 'POST',
    headers: { authorization: headerFor(at.url(name)), 'content-type': `application/x-${service}-request` },
    body,
  });
  expect(response.status).toBe(200);
  return response.text();
}

describe('the protocol', () => {
  const advertisement = async (service: string) =>
    (
      await fetch(`${at.url(name)}/info/refs?service=${service}`, {
        headers: { authorization: headerFor(at.url(name)), 'git-protocol': 'version=2' },
      })
    ).text();

  it('offers what CodeCommit offers and nothing more, in version 0', async () => {
    const clone = await at.clone(name);
    const tip = await tipOf(at.git, clone);
    await at.git(clone, ['push', '-q', 'origin', 'main']);

    expect(await advertisement('git-upload-pack')).toBe(
      [
        '001e# service=git-upload-pack\n0000',
        `0099${tip} HEAD\0multi_ack_detailed shallow side-band-64k thin-pack allow-tip-sha1-in-want allow-reachable-sha1-in-want\n`,
        `003d${tip} refs/heads/main\n0000`,
      ].join(''),
    );
    expect(await advertisement('git-receive-pack')).toBe(
      `001f# service=git-receive-pack\n00000065${tip} refs/heads/main\0report-status delete-refs side-band-64k\n0000`,
    );
  });

  it('answers a capability it did not offer with 200 and nothing', async () => {
    const clone = await at.clone(name);
    const tip = await tipOf(at.git, clone);
    await at.git(clone, ['push', '-q', 'origin', 'main']);
    const want = packet(`want ${tip} multi_ack_detailed agent=git/2.39\n`);

    expect(await post('git-upload-pack', `${want}00000009done\n`)).toBe('');
  });

  it('serves a commit by its id, also one that is no tip', async () => {
    const clone = await at.clone(name);
    const first = await tipOf(at.git, clone);
    await commitFile(at.git, clone, 'two');
    await at.git(clone, ['push', '-q', 'origin', 'main']);
    const other = await mkdtemp(join(at.folder, 'fetch-'));
    await at.git(other, ['init', '-q']);

    const fetched = await at.git(other, ['fetch', '-q', '--depth=1', at.url(name), first]);

    expect(fetched).toMatchObject({ code: 0 });
    expect((await at.git(other, ['log', '--format=%s', 'FETCH_HEAD'])).stdout).toBe('one\n');
  });

  it('takes no more than 4,000 references in one push', async () => {
    const clone = await at.clone(name);
    const tip = await tipOf(at.git, clone);
    const commands = Array.from({ length: 4001 }, (_, index) =>
      packet(`${'0'.repeat(40)} ${tip} refs/tags/t${index}${index === 0 ? '\0report-status' : ''}`),
    );

    const answer = await post('git-receive-pack', `${commands.join('')}0000`);

    expect(answer).toContain('unpack a push may update at most 4000 references, this one has 4001\n');
    expect(answer).toContain('ng refs/tags/t4000 a push may update at most 4000 references');
    expect(refEvents(at.world, name)).toEqual([]);
  });
});
