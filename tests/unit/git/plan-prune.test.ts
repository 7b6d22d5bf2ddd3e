import { describe, expect, it } from 'vitest';
import { main, now, one, plan, policy, two } from './a-plan.ts';

describe('a ref that the source no longer has', () => {
  const gone = {
    source: { [main]: one, 'refs/heads/b': one },
    replica: { [main]: one, 'refs/heads/b': one, 'refs/heads/gone': two },
  };
  const deletion = { ref: 'refs/heads/gone', old: two, new: undefined };

  it('is kept, deleted, or deleted after a time', () => {
    const after = policy({ refs: '*', prune: { afterMs: 60_000 } });
    const since = (ms: number) => new Map([['refs/heads/gone', now - ms]]);

    expect(plan({ ...gone, more: { policy: policy({ refs: '*', prune: 'never' }) } })).toMatchObject({
      updates: [],
      kept: [{ rule: 'prune-never', alarm: false }],
      vanished: ['refs/heads/gone'],
    });
    expect(plan({ ...gone, more: { policy: policy({ refs: '*', prune: 'immediate' }) } }).updates).toEqual([
      deletion,
    ]);
    expect(plan({ ...gone, more: { policy: after } }).kept).toMatchObject([
      {
        rule: 'prune-later',
        reason: 'refs/heads/gone is not at the source, and is kept: it is deleted in 1 min.',
      },
    ]);
    expect(plan({ ...gone, more: { policy: after, missingSince: since(59_999) } }).updates).toEqual([]);
    expect(plan({ ...gone, more: { policy: after, missingSince: since(60_000) } }).updates).toEqual([
      deletion,
    ]);
  });

  it('is kept when it is the default branch of the replica', () => {
    const { updates, kept } = plan({
      ...gone,
      more: { policy: policy({ refs: '*', prune: 'immediate' }), defaultBranch: 'refs/heads/gone' },
    });

    expect(updates).toEqual([]);
    expect(kept).toMatchObject([{ rule: 'default-branch', alarm: true }]);
  });

  it('is kept, with an alarm, when the source lists nothing', () => {
    const { updates, kept } = plan({
      source: {},
      replica: { [main]: one },
      more: { policy: { ...policy({ refs: '*', prune: 'immediate' }), maxVanishedShare: 1 } },
    });

    expect(updates).toEqual([]);
    expect(kept).toMatchObject([{ rule: 'source-empty', alarm: true }]);
  });

  it('is kept, with an alarm, when more than the configured share vanished at once', () => {
    const replica = { [main]: one, 'refs/heads/a': one, 'refs/heads/b': one };
    const prune = policy({ refs: '*', prune: 'immediate' });

    expect(plan({ source: { [main]: one }, replica, more: { policy: prune } })).toMatchObject({
      updates: [],
      kept: [
        { ref: 'refs/heads/a', rule: 'too-many-vanished', alarm: true },
        { ref: 'refs/heads/b', rule: 'too-many-vanished', alarm: true },
      ],
    });
    expect(
      plan({ source: { [main]: one, 'refs/heads/a': one }, replica, more: { policy: prune } }).updates,
    ).toHaveLength(1);
  });

  it('is counted apart from tags: no number of tags makes vanished branches a small share', () => {
    const tags = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`refs/tags/junk-${at}`, one]));
    const branches = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`refs/heads/b-${at}`, one]));
    const prune = policy({ refs: '*', prune: 'immediate' });

    const { updates, kept } = plan({
      source: { [main]: one, ...tags },
      replica: { [main]: one, ...tags, ...branches },
      more: { policy: prune },
    });

    expect(updates).toEqual([]);
    expect(kept).toHaveLength(50);
    expect(kept[0]?.reason).toContain('50 of 51 branches vanished at once');
  });

  it('is counted apart the other way too: no number of branches makes vanished tags a small share', () => {
    const branches = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, at) => [`refs/heads/b-${at}`, one]),
    );
    const tags = { 'refs/tags/v1': one, 'refs/tags/v2': one };

    const { updates, kept } = plan({
      source: branches,
      replica: { ...branches, ...tags },
      more: { policy: policy({ refs: '*', prune: 'immediate' }) },
    });

    expect(updates).toEqual([]);
    expect(kept[0]?.reason).toContain('2 of 2 tags vanished at once');
  });

  it('is deleted when it was the only tag: one is no mass', () => {
    const { updates } = plan({
      source: { [main]: one },
      replica: { [main]: one, 'refs/tags/v1': one },
      more: { policy: policy({ refs: '*', prune: 'immediate' }) },
    });

    expect(updates).toEqual([{ ref: 'refs/tags/v1', old: one, new: undefined }]);
  });

  it('is deleted before anything is created, so that a branch can become a folder', () => {
    const { updates } = plan({
      source: { 'refs/heads/a/b': one, [main]: one },
      replica: { 'refs/heads/a': one, [main]: one },
      more: { policy: policy({ refs: '*', prune: 'immediate' }) },
    });

    expect(updates).toEqual([
      { ref: 'refs/heads/a', old: one, new: undefined },
      { ref: 'refs/heads/a/b', old: undefined, new: one },
    ]);
  });
});
