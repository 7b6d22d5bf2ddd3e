import { describe, expect, it } from 'vitest';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

const policy = { ...mirrorPolicy, maxVanishedShare: 1 };
const sync = () => pair.sync({ policy });

describe('many refs', () => {
  it('4,500 are created and deleted in pushes of at most 4,000', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    const names = Array.from({ length: 4_500 }, (_, index) => `refs/tags/t${index}`);
    await pair.source.repository.git(
      ['update-ref', '--stdin'],
      names.map((name) => `create ${name} ${one}\n`).join(''),
    );
    const created = await sync();
    await pair.source.repository.git(
      ['update-ref', '--stdin'],
      names.map((name) => `delete ${name}\n`).join(''),
    );
    const deleted = await sync();

    const pushes = pair.servers.git.requests
      .filter(({ url }) => url.endsWith('/git-receive-pack'))
      .map(({ body }) => body.toString('latin1').split('refs/').length - 1);
    expect(pushes).toEqual([4_000, 501, 4_000, 500]);
    expect([created.inSync, created.results.length]).toEqual([true, 4_501]);
    expect([deleted.inSync, deleted.results.length]).toEqual([true, 4_500]);
    expect((await stateOf(pair.replica.repository)).refs).toEqual([`${one} ${main}`]);
  });
});
