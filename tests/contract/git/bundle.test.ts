import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle, writeBundleHeader } from '../../../shared/git/packs/bundle.ts';
import { fetchPack } from '../../../shared/git/packs/fetch-pack.ts';
import { pushPack } from '../../../shared/git/packs/push-pack.ts';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

describe('a bundle', () => {
  it('made of a fetched pack is one for git, and its pack restores the repository', async () => {
    const { repository, remote } = pair.source;
    await repository.commits(main, ['one', 'two', 'three']);
    const { refs } = await listRefs(remote, 'git-upload-pack');
    const pack = await fetchPack(remote, { wants: [...refs.values()], haves: [], receiver: [] });
    const file = Buffer.concat([writeBundleHeader({ prerequisites: [], refs }), await collect(pack.bytes)]);

    await writeFile(join(pair.servers.folder, 'shop.bundle'), file);
    const listed = await repository.git(['bundle', 'list-heads', join(pair.servers.folder, 'shop.bundle')]);
    await listRefs(pair.replica.remote, 'git-receive-pack');
    const bundle = await readBundle(
      (async function* () {
        yield file;
      })(),
    );
    const report = await pushPack(pair.replica.remote, {
      updates: [...bundle.refs].map(([ref, oid]) => ({ ref, old: undefined, new: oid })),
      pack: bundle.pack,
    });

    expect(listed).toBe(`${refs.get(main)} ${main}`);
    expect(report.unpackError).toBeUndefined();
    expect(await stateOf(pair.replica.repository)).toEqual(await stateOf(repository));
  });
});
