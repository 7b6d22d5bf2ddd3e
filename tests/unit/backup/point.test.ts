import { describe, expect, it } from 'vitest';
import { readPoint } from '../../../shared/backup/point.ts';
import { chainName, chainTime } from '../../../shared/core/backup-keys.ts';
import { backupsIn } from '../../../shared/core/backup-rules.ts';
import { refsDigest } from '../../../shared/git/refs/refs-digest.ts';

const one = '1'.repeat(40);
const refs = { 'refs/heads/main': one };
const place = { repository: 'shop', backup: 'nightly', chain: '20261123T020000Z', sequence: 3 };
const key = 'shop/nightly/20261123T020000Z/0003';
const point = {
  format: 1,
  ...place,
  takenAt: '2026-11-23T02:00:00.000Z',
  bundle: { key: `${key}-5c1f0a9e.bundle`, bytes: 7, sha256: 's', objects: 1 },
  prerequisites: [],
  refs,
  digest: digestOf(refs),
};

function digestOf(of: Record<string, string>): string {
  return refsDigest(new Map(Object.entries(of)));
}

const withRefs = (of: Record<string, string>) => ({ ...point, refs: of, digest: digestOf(of) });

describe('the record of a point', () => {
  it('is read as it was written', () => {
    expect(readPoint(place, JSON.stringify(point))).toEqual(point);
  });

  it.each([
    ['no JSON', '{"format":1', 'the text'],
    ['another format', JSON.stringify({ ...point, format: 2 }), 'format'],
    ['an object that is no name of one', JSON.stringify(withRefs({ 'refs/heads/main': 'x' })), 'refs'],
    [
      'an object that means a deletion',
      JSON.stringify(withRefs({ 'refs/heads/main': '0'.repeat(40) })),
      'refs',
    ],
    ['a ref that is no branch or tag', JSON.stringify(withRefs({ HEAD: one })), 'refs'],
    ['a ref of the server itself', JSON.stringify(withRefs({ 'refs/pull/1/head': one })), 'refs'],
  ])('is refused for %s, and says where', (_name, text, where) => {
    expect(() => readPoint(place, text)).toThrow(
      new RegExp(
        `^shop/nightly/20261123T020000Z/0003\\.json in the bucket is no record of a backup: ${where}`,
      ),
    );
  });

  it.each([
    ['another repository', { repository: 'payroll' }, 'payroll/nightly/20261123T020000Z/0003.json'],
    ['another backup', { backup: 'weekly' }, 'shop/weekly/20261123T020000Z/0003.json'],
    ['another chain', { chain: '20250101T020000Z' }, 'shop/nightly/20250101T020000Z/0003.json'],
    ['another place of the chain', { sequence: 2 }, 'shop/nightly/20261123T020000Z/0002.json'],
    [
      'a chain that climbs out of its folder',
      { chain: '../../payroll' },
      'shop/nightly/../../payroll/0003.json',
    ],
  ])('is refused when it is the one of %s', (_of, other, belongs) => {
    expect(() => readPoint(place, JSON.stringify({ ...point, ...other }))).toThrow(
      `${key}.json in the bucket is the record of ${belongs}.`,
    );
  });

  it.each([
    'payroll/nightly/20261123T020000Z/0003-5c1f0a9e.bundle',
    'shop/nightly/20261123T020000Z/0002-5c1f0a9e.bundle',
    'shop/nightly/20261123T020000Z/0003-../../x.bundle',
    'shop/nightly/20261123T020000Z/0003-.bundle',
    'secrets.txt',
  ])('is refused when its bundle is %s', (bundle) => {
    const other = { ...point, bundle: { ...point.bundle, key: bundle } };

    expect(() => readPoint(place, JSON.stringify(other))).toThrow(
      `${key}.json in the bucket names a bundle of another place, ${bundle}.`,
    );
  });

  it.each([
    'refs/heads/../../config',
    'refs/heads/a b',
    'refs/heads/a\nb',
    'refs/heads/\u0000',
    'refs/heads/a..b',
    'refs/heads/.hidden',
    'refs/heads/main.lock',
    'refs/tags/v1~1',
    'refs/heads/a//b',
    'refs/heads/@{-1}',
    `refs/heads/${'x'.repeat(1_100)}`,
  ])('is refused for a ref that git forbids: %j', (ref) => {
    expect(() => readPoint(place, JSON.stringify(withRefs({ [ref]: one })))).toThrow(
      `${key}.json in the bucket has a ref that no repository may be given: `,
    );
  });

  it('is refused when its refs are not those of its digest', () => {
    const moved = { ...point, refs: { 'refs/heads/main': '2'.repeat(40) } };

    expect(() => readPoint(place, JSON.stringify(moved))).toThrow(
      `${key}.json in the bucket has other refs than its own digest says.`,
    );
  });
});

describe('the name of a chain', () => {
  it('is the second in which it was begun', () => {
    expect(chainName(Date.UTC(2026, 10, 23, 2, 0, 9, 870))).toBe('20261123T020009Z');
    expect(chainTime('20261123T020009Z')).toBe(Date.UTC(2026, 10, 23, 2, 0, 9));
  });

  it.each(['', 'notes', '20261323T020009Z', '20261123T020009'])('is not %j', (name) => {
    expect(chainTime(name)).toBeUndefined();
  });
});

describe('the backups of a Region', () => {
  it('are those that name it and those that name none', () => {
    const rules = { repository: 'shop', everyMs: 1, fullEveryMs: 1, keepMs: 1 };
    const all = {
      any: rules,
      here: { ...rules, region: 'us-east-1' },
      there: { ...rules, region: 'eu-west-2' },
    };

    expect(Object.keys(backupsIn(all, 'us-east-1'))).toEqual(['any', 'here']);
  });
});
