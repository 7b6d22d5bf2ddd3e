import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../../shared/backup/point.ts';
import { restoreChain } from '../../../shared/backup/restore-chain.ts';
import { refsDigest } from '../../../shared/git/refs/refs-digest.ts';
import { countedBucket } from '../../support/counted-bucket.ts';
import { type Said, scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet } from '../git/wire-text.ts';
import { one, three, two } from './a-backup.ts';

const prefix = 'shop/nightly/20261122T020000Z/';
const bundle = Buffer.from('# v2 git bundle\n\n\nPACK and its objects');

function pointOf(sequence: number, refs: Record<string, string>, more: Partial<Point> = {}): Point {
  const key = `${prefix}000${sequence}-run.bundle`;
  return {
    format: 1,
    repository: 'shop',
    backup: 'nightly',
    chain: '20261122T020000Z',
    sequence,
    takenAt: '2026-11-22T02:00:00.000Z',
    bundle: {
      key,
      bytes: bundle.length,
      sha256: createHash('sha256').update(bundle).digest('hex'),
      objects: 1,
    },
    prerequisites: [],
    refs,
    digest: refsDigest(new Map(Object.entries(refs))),
    ...more,
  };
}

/** A repository that takes pushes of these bundles, and tells in order what was done to it. */
function aTarget(sayToPush: (index: number) => Said | undefined = () => undefined, defaultBranch?: string) {
  const held = new Map<string, string>();
  const done: string[] = [];
  let pushes = 0;
  const remote = scriptedRemote(({ method, path, body }) => {
    const service = path.includes('receive') ? 'git-receive-pack' : 'git-upload-pack';
    if (method === 'GET') return listing(service, held);
    const commands = commandsIn(body as Buffer);
    done.push(`push ${commands.map(({ ref, to }) => (to === undefined ? `-${ref}` : ref)).join(' ')}`);
    const said = sayToPush((pushes += 1));
    if (said !== undefined) return said;
    for (const { ref, to } of commands) if (to === undefined) held.delete(ref);
    for (const { ref, to } of commands) if (to !== undefined) held.set(ref, to);
    const report = commands.map(({ ref }) => packet(`ok ${ref}\n`)).join('');
    return `${packet(`\u0001${packet('unpack ok\n')}${report}0000`)}0000`;
  });
  const target = {
    remote,
    defaultBranch: async () => {
      done.push('look up the default branch');
      return defaultBranch;
    },
    setDefaultBranch: async (branch: string) => void done.push(`default ${branch}`),
  };
  return { target, held, done, remote };
}

function listing(service: string, refs: ReadonlyMap<string, string>): string {
  const words = '\0side-band-64k report-status delete-refs';
  const lines = [...refs].map(([ref, oid], index) => packet(`${oid} ${ref}${index === 0 ? words : ''}\n`));
  const none = packet(`${'0'.repeat(40)} capabilities^{}${words}\n`);
  return `${packet(`# service=${service}\n`)}0000${lines.length === 0 ? none : lines.join('')}0000`;
}

function commandsIn(body: Buffer): { ref: string; to: string | undefined }[] {
  return [
    ...body
      .toString('latin1')
      .matchAll(/[0-9a-f]{44} ([0-9a-f]{40}) (refs\/[^\0]+?)(?=\0|[0-9a-f]{4}|0000|$)/g),
  ].map(([, to = '', ref = '']) => ({ ref, to: /^0+$/.test(to) ? undefined : to }));
}

/** A bucket with these points and a bundle for each. */
function holding(points: readonly Point[], failing?: Parameters<typeof countedBucket>[1]) {
  const bucket = countedBucket(20, failing);
  for (const point of points) {
    bucket.objects.set(`${prefix}000${point.sequence}.json`, Buffer.from(JSON.stringify(point)));
    if (point.bundle) bucket.objects.set(point.bundle.key, bundle);
  }
  return bucket;
}

const main = 'refs/heads/main';
const old = 'refs/heads/old';
const first = pointOf(0, { [main]: one, [old]: two }, { defaultBranch: 'old' });
const second = pointOf(1, { [main]: three }, { defaultBranch: 'main' });

describe('restoreChain', () => {
  it('asks for the default branch before a step that deletes, and makes another one the default first', async () => {
    const { target, done, held, remote } = aTarget(undefined, 'old');
    const bucket = holding([first, second]);

    await restoreChain({ bucket, point: second, target });

    expect(done).toEqual([
      `push ${old} ${main}`,
      'look up the default branch',
      `push ${main}`,
      'default main',
      `push -${old}`,
      'default main',
    ]);
    expect([...held]).toEqual([[main, three]]);
    expect([bucket.openReads(), remote.openAnswers()]).toEqual([0, 0]);
  });

  it('tells how far it has come', async () => {
    const { target } = aTarget(undefined, 'old');
    const told: string[] = [];

    await restoreChain({
      bucket: holding([first, second]),
      point: second,
      target,
      onProgress: ({ pointsDone, pointsTotal }) => void told.push(`${pointsDone} of ${pointsTotal}`),
    });

    expect(told).toEqual(['0 of 2', '1 of 2', '2 of 2']);
  });

  it('leaves a repository as it is that is so already, and refuses one that holds anything else', async () => {
    const same = aTarget();
    same.held.set(main, three);
    const other = aTarget();
    other.held.set(main, one);

    await restoreChain({ bucket: holding([first, second]), point: second, target: same.target });

    expect(same.done).toEqual([]);
    await expect(
      restoreChain({ bucket: holding([first, second]), point: second, target: other.target }),
    ).rejects.toMatchObject({ code: 'not-empty' });
    expect(other.done).toEqual([]);
  });

  it('names a point of the chain that is gone, before anything is written', async () => {
    const { target, done } = aTarget();

    await expect(restoreChain({ bucket: holding([second]), point: second, target })).rejects.toMatchObject({
      code: 'backup-damaged',
      message: `The chain ${prefix} in bucket ours has no point 0, and the later ones build on it.`,
    });
    expect(done).toEqual([]);
  });

  it('finds that the repository is not what the point says', async () => {
    const forgets = `${packet(`\u0001${packet('unpack ok\n')}${packet(`ok ${main}\n`)}0000`)}0000`;
    const { target } = aTarget(() => forgets);
    const point = pointOf(0, { [main]: one });

    await expect(restoreChain({ bucket: holding([point]), point, target })).rejects.toMatchObject({
      code: 'backup-damaged',
      message: expect.stringContaining('differs from the backup after the restore'),
    });
  });

  it('writes nothing when a point of the chain was put there from somewhere else', async () => {
    const { target, done } = aTarget();
    const bucket = holding([first, second]);
    const other = { ...first, repository: 'payroll' };
    bucket.objects.set(`${prefix}0000.json`, Buffer.from(JSON.stringify(other)));

    await expect(restoreChain({ bucket, point: second, target })).rejects.toMatchObject({
      code: 'backup-damaged',
      message: `${prefix}0000.json in the bucket is the record of payroll/nightly/20261122T020000Z/0000.json.`,
    });
    expect(done).toEqual([]);
  });

  const refusal = `${packet(`\u0001${packet('unpack ok\n')}${packet(`ng ${main} not now\n`)}0000`)}0000`;
  it.each<readonly [string, Said, object]>([
    [
      'refuses a ref',
      refusal,
      { code: 'request-refused', message: expect.stringContaining('main: not now.') },
    ],
    ['goes away', new Error('socket hang up'), { message: 'socket hang up' }],
    ['does not report', '0000', { code: 'push-unconfirmed' }],
  ])('closes what it read when the repository %s', async (_how, said, error) => {
    for (const failing of [1, 2]) {
      const { target, remote } = aTarget((index) => (index === failing ? said : undefined), 'old');
      const bucket = holding([first, second]);

      await expect(restoreChain({ bucket, point: second, target })).rejects.toMatchObject(error);

      expect([bucket.openReads(), remote.openAnswers()]).toEqual([0, 0]);
    }
  });

  it('closes a bundle that no push took: refs were only deleted, or the default branch could not be set', async () => {
    const deleting = pointOf(1, { [main]: one });
    const { target } = aTarget(undefined, 'main');
    const bucket = holding([first, deleting]);
    const stubborn = aTarget(undefined, 'old');
    const busy = new Error('CodeCommit is busy.');
    const other = holding([first, pointOf(1, { 'refs/heads/old/er': one })]);

    await restoreChain({ bucket, point: deleting, target });
    await expect(
      restoreChain({
        bucket: other,
        point: pointOf(1, { 'refs/heads/old/er': one, [main]: one }),
        target: { ...stubborn.target, setDefaultBranch: () => Promise.reject(busy) },
      }),
    ).rejects.toThrow();

    expect([bucket.openReads(), other.openReads()]).toEqual([0, 0]);
  });
});
