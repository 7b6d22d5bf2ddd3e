import { describe, expect, it } from 'vitest';
import { learn } from '../../../functions/validate-pull-request/learn.ts';
import { digestOf } from '../../../shared/core/digest.ts';
import type { CheckState } from '../../../shared/core/pull-request-record.ts';
import { aBuild, aCheckState, aFailedBuild, aRecord, head, noon } from '../../support/builders.ts';

const requested: CheckState = {
  project: 'harbor-ledger-ci',
  status: 'REQUESTED',
  attempt: 2,
  requestedAt: noon,
};
const at = { check: 'unit', commit: head };

describe('learn', () => {
  it('enters the build that was started, and keeps the attempt', () => {
    const record = learn(aRecord({ unit: requested }), { kind: 'build-started', ...at, build: aBuild() });

    expect(record.commits[head]?.['unit']).toEqual(aCheckState({ attempt: 2, plan: 'as configured' }));
  });

  it.each([
    ['build-refused', 'NOT_STARTED'],
    ['build-postponed', 'POSTPONED'],
  ] as const)('of a %s remembers that it is %s, and why', (kind, status) => {
    const record = learn(aRecord({ unit: requested }), { kind, ...at, problem: 'There is no such project.' });

    expect(record.commits[head]?.['unit']).toEqual({
      ...requested,
      status,
      problem: 'There is no such project.',
      refusedSince: noon,
    });
  });

  it('keeps in mind since when a build was refused, however often', () => {
    const again = { ...requested, requestedAt: noon + 60_000, refusedSince: noon };
    const refusal = { kind: 'build-refused', ...at, problem: 'There is no such project.' } as const;

    expect(learn(aRecord({ unit: again }), refusal).commits[head]?.['unit']).toMatchObject({
      requestedAt: noon + 60_000,
      refusedSince: noon,
    });
  });

  it('forgets the refusals once a build has started', () => {
    const again = { ...requested, refusedSince: noon };
    const record = learn(aRecord({ unit: again }), { kind: 'build-started', ...at, build: aBuild() });

    expect(record.commits[head]?.['unit']).not.toHaveProperty('refusedSince');
  });

  it.each([
    ['CodeBuild says it is stopped', aBuild({ status: 'STOPPED', endedAt: noon + 1 })],
    ['CodeBuild still says it runs', aBuild()],
    ['CodeBuild no longer knows it', undefined],
  ])('counts a stopped build as over when %s', (_, build) => {
    const record = learn(aRecord(), {
      kind: 'build-stopped',
      buildId: 'harbor-ledger-ci:6966a191',
      ...(build && { build }),
    });

    expect(record.commits[head]?.['unit']).toMatchObject({ status: 'STOPPED', superseded: true });
  });

  it('lets a build that had ended before it could be stopped keep its result', () => {
    const record = learn(aRecord(), {
      kind: 'build-stopped',
      buildId: 'harbor-ledger-ci:6966a191',
      build: aFailedBuild({ log: { group: 'g', stream: 's' } }),
    });

    expect(record.commits[head]?.['unit']).toMatchObject({
      status: 'FAILED',
      // Its commit may come back, and then people want to know why it failed.
      logPending: true,
    });
    expect(record.commits[head]?.['unit']).not.toHaveProperty('superseded');
  });

  it('changes nothing by the stop of a build it does not know', () => {
    expect(learn(aRecord(), { kind: 'build-stopped', buildId: 'other:1' })).toEqual(aRecord());
  });

  it('remembers the comment and what stands in it', () => {
    const record = learn(aRecord(), { kind: 'comment-written', commentId: 'comment-2', content: 'text' });

    expect(record.comment).toEqual({ id: 'comment-2', digest: digestOf('text') });
  });

  it('takes over a comment that was found, whose text is not known', () => {
    const record = learn(aRecord(), { kind: 'comment-found', commentId: 'comment-2' });

    expect(record.comment).toEqual({ id: 'comment-2' });
  });

  it('wants a new comment when somebody deleted ours', () => {
    const record = learn(aRecord(), { kind: 'comment-gone' });

    expect(record).not.toHaveProperty('comment');
    expect(record.commentAttempt).toBe(2);
  });
});
