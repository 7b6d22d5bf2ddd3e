import { describe, expect, it } from 'vitest';
import { type VerifyPorts, verifyChain } from '../../../shared/backup/verify-chain.ts';
import type { VerifyChain } from '../../../shared/core/backup-effect.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { countedBucket } from '../../support/counted-bucket.ts';
import { type Said, scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet } from '../git/wire-text.ts';
import { now, point } from './a-backup.ts';

const prefix = `shop/nightly/${point.chain}/`;
const wanted: VerifyChain = {
  kind: 'verify-chain',
  backup: 'nightly',
  repository: 'shop',
  chain: point.chain,
  sequence: 0,
  at: now,
};
const empty = (service: string) =>
  `${packet(`# service=${service}\n`)}0000${packet(`${'0'.repeat(40)} capabilities^{}\0report-status`)}0000`;
const record = {
  format: 1,
  repository: 'shop',
  backup: 'nightly',
  chain: point.chain,
  sequence: 0,
  takenAt: '2026-11-22T02:00:00.000Z',
  prerequisites: [],
  refs: {},
  // SHA-256 of nothing: no branches and no tags.
  digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

/** A trial restore of an empty repository, of which something goes wrong; and what was left of it. */
async function trial(parts: {
  says?: Said;
  text?: string;
  repositories?: Partial<VerifyPorts['repositories']>;
}) {
  const done: string[] = [];
  const bucket = countedBucket(50);
  if (parts.text !== '')
    bucket.objects.set(`${prefix}0000.json`, Buffer.from(parts.text ?? JSON.stringify(record)));
  const remote = scriptedRemote(({ path }) => parts.says ?? empty(/git-[a-z]+-pack/.exec(path)?.[0] ?? ''));
  const repositories: VerifyPorts['repositories'] = {
    get: async () => undefined,
    create: async ({ name }) => void done.push(`create ${name}`),
    delete: async (name) => void done.push(`delete ${name}`),
    setDefaultBranch: async () => {},
    ...parts.repositories,
  };
  const outcome: { gives?: string | undefined; error?: unknown } = await verifyChain(
    { bucket, repositories, scratch: () => remote },
    wanted,
  ).then(
    (gives) => ({ gives }),
    (error: unknown) => ({ error }),
  );
  return { ...outcome, done, isClosed: remote.isClosed, open: remote.openAnswers() + bucket.openReads() };
}

const left = {
  done: [
    'delete drawbridge-verify-nightly',
    'create drawbridge-verify-nightly',
    'delete drawbridge-verify-nightly',
  ],
  isClosed: true,
  open: 0,
};
const busy = new ControllerError('service-unavailable', 'CodeCommit is busy.');

describe('verifyChain', () => {
  it('finds nothing wrong with a chain that can be restored, and leaves nothing behind', async () => {
    expect(await trial({})).toEqual({ gives: undefined, ...left });
  });

  it.each<readonly [string, Parameters<typeof trial>[0], string]>([
    ['its point is gone', { text: '' }, `Point 0 of ${prefix} is not in the bucket.`],
    [
      'its point cannot be read',
      { text: '{}' },
      `${prefix}0000.json in the bucket is no record of a backup: format does not fit (Invalid input).`,
    ],
    [
      'its point was changed',
      { text: JSON.stringify({ ...record, digest: 'another' }) },
      `${prefix}0000.json in the bucket has other refs than its own digest says.`,
    ],
    ['the server refuses it', { says: new ControllerError('request-refused', 'Too large.') }, 'Too large.'],
  ])('tells when %s, and leaves nothing behind', async (_what, parts, gives) => {
    expect(await trial(parts)).toEqual({ gives, ...left });
  });

  it.each<readonly [string, Parameters<typeof trial>[0]]>([
    ['CodeCommit is busy', { says: busy }],
    ['its answer breaks off', { says: { bytes: '001e# ser', thenBreaks: busy } }],
    ['a permission is missing', { says: new ControllerError('access-denied', 'No.') }],
    ['nobody foresaw it', { says: new TypeError('x is not a function') }],
  ])('throws when %s: that says nothing about the chain; and leaves nothing behind', async (_what, parts) => {
    const { error, ...rest } = await trial(parts);

    expect(error).toBeInstanceOf(Error);
    expect(rest).toEqual(left);
  });
});
