import { describe, expect, it } from 'vitest';
import { readPoint } from '../../../shared/backup/point.ts';
import { chainName, chainTime } from '../../../shared/core/backup-keys.ts';
import { backupsIn } from '../../../shared/core/backup-rules.ts';

const point = {
  format: 1,
  repository: 'shop',
  backup: 'nightly',
  chain: '20261123T020000Z',
  sequence: 0,
  takenAt: '2026-11-23T02:00:00.000Z',
  prerequisites: [],
  refs: { 'refs/heads/main': '1'.repeat(40) },
  digest: 'd',
};

describe('the record of a point', () => {
  it('is read as it was written', () => {
    expect(readPoint('0000.json', JSON.stringify(point))).toEqual(point);
  });

  it.each([
    ['no JSON', '{"format":1', 'the text'],
    ['another format', JSON.stringify({ ...point, format: 2 }), 'format'],
    [
      'an object that is no name of one',
      JSON.stringify({ ...point, refs: { 'refs/heads/main': 'x' } }),
      'refs',
    ],
    ['a ref that is no branch or tag', JSON.stringify({ ...point, refs: { HEAD: '1'.repeat(40) } }), 'refs'],
  ])('is refused for %s, and says where', (_name, text, where) => {
    expect(() => readPoint('0000.json', text)).toThrow(
      new RegExp(`^0000\\.json in the bucket is no record of a backup: ${where}`),
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
