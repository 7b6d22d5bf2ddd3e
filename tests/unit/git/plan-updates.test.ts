import { describe, expect, it } from 'vitest';
import { fastForwardKey } from '../../../shared/git/plan/plan-updates.ts';
import { main, one, plan, planWithoutMemory, policy, three, two } from './a-plan.ts';

const verdict = (old: string, to: string, value: boolean) =>
  new Map([[fastForwardKey({ old, new: to }), value]]);

describe('planUpdates', () => {
  it('creates what the replica lacks, updates what differs, and leaves alone what is equal', () => {
    const { updates, kept } = plan({
      source: { [main]: two, 'refs/heads/same': one, 'refs/tags/v1': one },
      replica: { [main]: one, 'refs/heads/same': one },
    });

    expect(updates).toEqual([
      { ref: main, old: one, new: two },
      { ref: 'refs/tags/v1', old: undefined, new: one },
    ]);
    expect(kept).toEqual([]);
  });

  it('sees only branches and tags, and of these only those the policy names', () => {
    const { updates } = plan({
      source: { 'refs/pull/1/head': one, 'refs/heads/release/1': one, 'refs/heads/topic': one },
      replica: {},
      more: { policy: { ...policy(), refs: ['refs/heads/release/*', 'refs/pull/*'] } },
    });

    expect(updates).toEqual([{ ref: 'refs/heads/release/1', old: undefined, new: one }]);
  });

  it('does not replicate what lies under the names of backups, and says so', () => {
    const ref = `refs/heads/replica-backup/main/${one}`;
    const { updates, kept } = plan({ source: { [ref]: one }, replica: {} });

    expect(updates).toEqual([]);
    expect(kept).toMatchObject([{ ref, rule: 'reserved-name', alarm: false }]);
  });
});

describe('a ref whose name another one takes', () => {
  const [area, areaOne] = ['refs/heads/area', 'refs/heads/area/one'];

  it.each([
    [area, areaOne],
    [areaOne, area],
  ])('%s is kept back while the replica keeps %s, and says so', (wanted, taken) => {
    const { updates, kept } = plan({
      source: { [main]: one, [wanted]: two },
      replica: { [main]: one, [taken]: one },
      more: { policy: policy({ refs: '*', prune: 'never' }) },
    });

    expect(updates).toEqual([]);
    expect(kept.at(-1)).toEqual({
      ref: wanted,
      rule: 'name-taken',
      reason: `${wanted} cannot be created while the replica has ${taken}: git cannot have both.`,
      alarm: true,
    });
  });

  it('changes places with it when that one is deleted', () => {
    const { updates, kept } = plan({
      source: { [main]: one, [area]: two, 'refs/heads/areas': one },
      replica: { [main]: one, [areaOne]: one, 'refs/heads/areas': one },
      more: { policy: policy({ refs: '*', prune: 'immediate' }) },
    });

    expect(updates).toContainEqual({ ref: areaOne, old: one, new: undefined });
    expect(updates).toContainEqual({ ref: area, old: undefined, new: two });
    expect(kept).toEqual([]);
  });
});

describe('a force push', () => {
  const moved = { source: { [main]: two }, replica: { [main]: one } };

  it('is followed without a question where the policy says follow', () => {
    const { updates, questions } = plan({
      ...moved,
      more: { policy: policy({ refs: '*', forcePush: 'follow' }) },
    });

    expect(updates).toEqual([{ ref: main, old: one, new: two }]);
    expect(questions).toEqual([]);
  });

  it('is told from a fast-forward by a question to the source', () => {
    const refuse = policy({ refs: '*', forcePush: 'refuse' });
    const open = plan({ ...moved, more: { policy: refuse } });
    const forward = plan({ ...moved, more: { policy: refuse, fastForward: verdict(one, two, true) } });

    expect(open).toMatchObject({ updates: [], questions: [{ ref: main, old: one, new: two }] });
    expect(forward).toMatchObject({ updates: [{ ref: main, old: one, new: two }], questions: [] });
  });

  it('is kept from the replica, with a reason, where the policy refuses it', () => {
    const { updates, kept } = plan({
      ...moved,
      more: { policy: policy({ refs: '*', forcePush: 'refuse' }), fastForward: verdict(one, two, false) },
    });

    expect(updates).toEqual([]);
    expect(kept).toEqual([
      {
        ref: main,
        rule: 'force-push-refused',
        reason:
          'refs/heads/main was force pushed at the source from 111111111111 to 222222222222, and the policy keeps the replica where it was.',
        alarm: true,
      },
    ]);
  });

  it('is followed after the old value was saved', () => {
    const saving = {
      policy: policy({ refs: '*', forcePush: 'follow-after-backup' as const }),
      fastForward: verdict(one, two, false),
    };
    const backup = `refs/heads/replica-backup/main/${one}`;

    const first = plan({ ...moved, more: saving });
    const again = plan({ ...moved, replica: { ...moved.replica, [backup]: one }, more: saving });

    expect(first.backups).toEqual([{ ref: backup, old: undefined, new: one, saves: main }]);
    expect(first.updates).toEqual([{ ref: main, old: one, new: two }]);
    expect(again.backups).toEqual([]);
    expect(again.updates).toEqual([{ ref: main, old: one, new: two }]);
  });

  it('is kept as it is when something else has the name under which it would be saved: what is saved never moves', () => {
    const backup = `refs/heads/replica-backup/main/${one}`;

    const { backups, updates, kept } = plan({
      ...moved,
      replica: { ...moved.replica, [backup]: three },
      more: {
        policy: policy({ refs: '*', forcePush: 'follow-after-backup' as const }),
        fastForward: verdict(one, two, false),
      },
    });

    expect([...backups, ...updates]).toEqual([]);
    expect(kept).toContainEqual({
      ref: main,
      rule: 'backup-name-taken',
      reason: `refs/heads/main is kept as it is (111111111111), because it could not be saved first: ${backup} is at 333333333333. Delete that one on the replica.`,
      alarm: true,
    });
  });

  it('is any move of a tag, which is saved as a tag', () => {
    const { backups, questions } = plan({
      source: { 'refs/tags/v1': two },
      replica: { 'refs/tags/v1': one },
      more: { policy: policy({ refs: '*', forcePush: 'follow-after-backup' }) },
    });

    expect(questions).toEqual([]);
    expect(backups).toMatchObject([{ ref: `refs/tags/replica-backup/v1/${one}`, new: one }]);
  });

  it('is judged by the first rule that fits the ref and says something about it', () => {
    const rules = policy(
      { refs: 'refs/heads/main', prune: 'never' },
      { refs: 'refs/heads/ma*', forcePush: 'refuse' },
      { refs: '*', forcePush: 'follow' },
    );

    expect(plan({ ...moved, more: { policy: rules } }).questions).toHaveLength(1);
  });
});

describe('a write of somebody else on the replica', () => {
  const found = { source: { [main]: two }, replica: { [main]: three } };
  const lastReplicated = new Map([[main, one]]);
  const withDivergence = (divergence: 'overwrite' | 'keep-and-alarm' | 'backup', contained?: boolean) =>
    plan({
      ...found,
      more: {
        policy: policy({ refs: '*', divergence }),
        lastReplicated,
        ...(contained !== undefined && { fastForward: verdict(three, two, contained) }),
      },
    });

  it('is reported whatever the policy says', () => {
    for (const divergence of ['overwrite', 'keep-and-alarm', 'backup'] as const)
      expect(withDivergence(divergence, false).foreign).toEqual([{ ref: main, found: three, expected: one }]);
  });

  it('is overwritten, kept, or overwritten after it was saved', () => {
    expect(withDivergence('overwrite').updates).toEqual([{ ref: main, old: three, new: two }]);
    expect(withDivergence('keep-and-alarm', false)).toMatchObject({
      updates: [],
      kept: [{ ref: main, rule: 'foreign-write', alarm: true }],
    });
    expect(withDivergence('backup', false)).toMatchObject({
      backups: [{ ref: `refs/heads/replica-backup/main/${three}`, new: three, saves: main }],
      updates: [{ ref: main, old: three, new: two }],
    });
  });

  it('is no loss when the source has it in its history, and is simply updated', () => {
    expect(withDivergence('keep-and-alarm', true)).toMatchObject({
      updates: [{ ref: main, old: three, new: two }],
      kept: [],
    });
  });

  it('may be anything when nobody remembers what was replicated: only what the source holds anyway is overwritten', () => {
    const asked = planWithoutMemory(found);
    expect(asked).toMatchObject({ updates: [], questions: [{ ref: main, old: three, new: two }] });

    const contained = planWithoutMemory({ ...found, more: { fastForward: verdict(three, two, true) } });
    expect(contained).toMatchObject({ kept: [], updates: [{ ref: main, old: three, new: two }] });

    const foreign = planWithoutMemory({ ...found, more: { fastForward: verdict(three, two, false) } });
    expect(foreign).toMatchObject({
      updates: [],
      foreign: [{ ref: main, found: three }],
      kept: [{ ref: main, rule: 'foreign-write', alarm: true }],
    });
  });

  it('can be a branch that only the replica has, which is then kept', () => {
    const { kept, updates } = plan({
      source: { [main]: one },
      replica: { [main]: one, 'refs/heads/theirs': three },
      more: { policy: policy({ refs: '*', prune: 'immediate' }), lastReplicated },
    });

    expect(updates).toEqual([]);
    expect(kept).toMatchObject([{ ref: 'refs/heads/theirs', rule: 'foreign-write', alarm: true }]);
  });
});
