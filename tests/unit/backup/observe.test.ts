import { describe, expect, it } from 'vitest';
import { type Observed, observe } from '../../../functions/back-up-repository/observe.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import type { Repositories } from '../../../shared/core/repositories.ts';
import { refsDigest } from '../../../shared/git/refs/refs-digest.ts';
import { type CountedBucket, countedBucket } from '../../support/counted-bucket.ts';
import { type Said, scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet } from '../git/wire-text.ts';
import { now, one, record } from './a-backup.ts';

const day = 86_400_000;
const rules = { repository: 'shop', everyMs: day, fullEveryMs: 30 * day, keepMs: 90 * day };
const refs = { 'refs/heads/main': one };
const digest = refsDigest(new Map(Object.entries(refs)));
const listing = `${packet('# service=git-upload-pack\n')}0000${packet(`${one} refs/heads/main\0side-band-64k`)}0000`;
const pointKey = 'shop/nightly/20261122T020000Z/0003.json';
const point = {
  format: 1,
  repository: 'shop',
  backup: 'nightly',
  chain: '20261122T020000Z',
  sequence: 3,
  takenAt: '2026-11-22T02:00:00.000Z',
  prerequisites: [],
  refs,
  digest,
};
const found: Repositories = {
  get: (name) => Promise.resolve({ name, arn: 'arn', defaultBranch: 'main' }),
  create: () => Promise.reject(new Error('not asked')),
  delete: () => Promise.reject(new Error('not asked')),
  setDefaultBranch: () => Promise.reject(new Error('not asked')),
};
const missing = new ControllerError('not-found', 'HTTP 404.');
const busy = new ControllerError('service-unavailable', 'CodeCommit is busy.');

/** Looks as a run would that is due, at a bucket that holds one point unless another is given. */
async function look(parts: {
  says?: Said;
  repositories?: Repositories;
  bucket?: CountedBucket;
  isDue?: boolean;
}) {
  const remote = scriptedRemote(() => parts.says ?? listing);
  const bucket = parts.bucket ?? holding(JSON.stringify(point));
  const seen: { observed?: Observed; error?: unknown } = await observe(
    {
      rulesOf: (backup) => (backup === 'nightly' ? rules : undefined),
      repositories: parts.repositories ?? found,
      openSource: () => remote,
      bucket,
      region: 'eu-west-1',
    },
    { backup: 'nightly', requested: false },
    { record: { ...record, checkedAt: parts.isDue === false ? now : now - day }, now },
  ).then(
    (observed) => ({ observed }),
    (error: unknown) => ({ error }),
  );
  return { ...seen, remote, bucket };
}

function holding(text: string, failing?: Parameters<typeof countedBucket>[1]): CountedBucket {
  const bucket = countedBucket(100, failing);
  bucket.objects.set(pointKey, Buffer.from(text));
  return bucket;
}

describe('what a backup looks at', () => {
  it('is the repository as it stands and the newest point; both are closed again', async () => {
    const { observed, remote, bucket } = await look({});

    expect(observed?.source).toEqual({ refs: new Map(Object.entries(refs)), digest, defaultBranch: 'main' });
    expect(observed?.newest).toEqual({
      chain: '20261122T020000Z',
      sequence: 3,
      takenAt: Date.parse('2026-11-22T02:00:00.000Z'),
      digest,
      refs: 1,
      bytes: 0,
      tips: new Map(Object.entries(refs)),
    });
    expect([remote.isClosed, remote.openAnswers(), bucket.openReads()]).toEqual([true, 0, 0]);
  });

  it('is nothing when it is not due', async () => {
    const { remote } = await look({ isDue: false });

    expect(remote.asked).toEqual([]);
  });

  it.each([
    ['is no JSON', 'damaged'],
    ['is of another form', JSON.stringify({ ...point, format: 2 })],
    ['names a ref wrongly', JSON.stringify({ ...point, refs: { main: one } })],
  ])('leaves out a newest point whose record %s: a new chain is begun', async (_how, text) => {
    expect(await look({ bucket: holding(text) })).toMatchObject({ observed: { source: { digest } } });
    expect(await look({ bucket: holding(text) })).not.toHaveProperty('observed.newest');
  });

  it.each([
    ['once', new ControllerError('access-denied', 'S3 GetObject failed: Access Denied.')],
    ['first piece', new ControllerError('service-unavailable', 'S3 went away.')],
    ['first piece', new TypeError('x is not a function')],
  ] as const)('fails when S3 cannot be read (%s): that says nothing about the chain', async (at, error) => {
    const bucket = holding(JSON.stringify(point), { [pointKey]: { error, at } });

    const seen = await look({ bucket });

    expect(seen).toMatchObject({ error });
    expect(seen.bucket.openReads()).toBe(0);
  });

  it.each([
    ['does not exist', missing, 'Repository shop does not exist in eu-west-1.'],
    ['cannot be reached', busy, 'CodeCommit is busy.'],
    ['breaks off', { bytes: listing.slice(0, 60), thenBreaks: busy }, 'CodeCommit is busy.'],
    [
      'is no git server',
      '<html>',
      expect.stringMatching(/^https:\/\/git\.example\.com\/shop did not speak git's protocol/),
    ],
  ])('tells a repository that %s as a problem, and closes it', async (_how, says, problem) => {
    const { observed, remote } = await look({ says });

    expect(observed).toMatchObject({ source: { problem }, newest: { sequence: 3 } });
    expect([remote.isClosed, remote.openAnswers()]).toEqual([true, 0]);
  });

  it('tells what CodeCommit says of the repository, and throws what nobody foresaw; both ways it is closed', async () => {
    const told = await look({ repositories: { ...found, get: () => Promise.reject(busy) } });
    const thrown = await look({ says: new TypeError('x is not a function') });

    expect(told).toMatchObject({ observed: { source: { problem: 'CodeCommit is busy.' } } });
    expect(thrown).toMatchObject({ error: { message: 'x is not a function' } });
    expect([told.remote.isClosed, thrown.remote.isClosed]).toEqual([true, true]);
  });
});
