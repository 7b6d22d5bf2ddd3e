import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addFault, type CallFaultKind, clearFaults, listFaults } from '../../../sandbox/kernel/faults.ts';
import { aGitWorld, commitFile, type GitWorld, headerFor, refEvents, tipOf } from './a-git-world.ts';

let at: GitWorld;
let name = '';
let clone = '';
let first = '';

beforeAll(async () => {
  at = await aGitWorld();
});
afterAll(() => at.close());
beforeEach(async () => {
  name = await at.repository();
  clone = await at.clone(name);
  await at.git(clone, ['push', '-q', 'origin', 'main']);
  first = await tipOf(at.git, clone);
  await commitFile(at.git, clone, 'two');
});
afterEach(() => clearFaults(at.world));

const strike = (kind: CallFaultKind, region = 'eu-west-1') =>
  addFault(at.world, { service: 'codecommit', operation: 'GitPush', region, kind });

/** The commit that the server has a branch at; empty when there is no such branch. */
async function onServer(branch: string): Promise<string | undefined> {
  const { stdout } = await at.git(clone, ['ls-remote', '-q', 'origin', `refs/heads/${branch}`]);
  return stdout.split('\t')[0];
}

/** A push in one request, without a listing before it: a branch at the commit that is there already. */
async function createBranch(branch: string): Promise<Response> {
  const command = `${'0'.repeat(40)} ${first} refs/heads/${branch}\0 report-status`;
  const pack = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  const body = [
    Buffer.from(`${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`),
    pack,
    createHash('sha1').update(pack).digest(),
  ];
  return fetch(`${at.url(name)}/git-receive-pack`, {
    method: 'POST',
    body: Buffer.concat(body),
    headers: {
      'content-type': 'application/x-git-receive-pack-request',
      authorization: headerFor(at.url(name)),
    },
  });
}

describe('a fault of GitPush', () => {
  it.each(['throttle', 'fail-before', 'drop-connection'] as const)(
    'of kind %s lets a push fail and moves nothing; a fetch works',
    async (kind) => {
      strike(kind);

      const pushed = await at.git(clone, ['push', 'origin', 'main']);

      expect(pushed.code).not.toBe(0);
      expect(await onServer('main')).toBe(first);
      expect(refEvents(at.world, name)).toHaveLength(1);
    },
  );

  it('of kind drop-connection breaks the line in the middle of what was sent', async () => {
    strike('drop-connection');

    await expect(createBranch('other')).rejects.toThrow('fetch failed');

    expect(listFaults(at.world)).toMatchObject([{ struck: 1 }]);
    expect(await onServer('other')).toBe('');
  });

  it('of kind fail-after breaks it before the answer, when the push is done and told', async () => {
    strike('fail-after');

    await expect(createBranch('other')).rejects.toThrow('fetch failed');

    expect(await onServer('other')).toBe(first);
    expect(refEvents(at.world, name)).toEqual([
      ['referenceCreated', 'refs/heads/main', undefined, first],
      ['referenceCreated', 'refs/heads/other', undefined, first],
    ]);
  });

  it('in another Region strikes nothing here', async () => {
    strike('drop-connection', 'eu-west-2');

    expect((await at.git(clone, ['push', '-q', 'origin', 'main'])).code).toBe(0);
    expect(listFaults(at.world)).toMatchObject([{ struck: 0 }]);
  });
});
