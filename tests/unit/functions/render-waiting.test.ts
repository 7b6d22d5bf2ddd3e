import { describe, expect, it } from 'vitest';
import type { CheckState } from '../../../shared/core/pull-request-record.ts';
import { aCheckState, aPullRequest, aRecord, hour, minute, noon } from '../../support/builders.ts';
import { commentOn } from './comment-on.ts';
import { notStarted } from './with-unit.ts';

const linesOf = (unit: CheckState, parts: Parameters<typeof commentOn>[1] = {}) =>
  commentOn({ unit }, parts).split('\n');
const merged = (unit: CheckState) => ({
  pullRequest: aPullRequest({ status: 'merged' }),
  record: aRecord({ unit, status: 'merged' }),
});

describe('a comment on a build that did not start says when it is tried again, and what hastens it', () => {
  it.each([
    ['CodeBuild refused', 'NOT_STARTED', 0, 'within 15 minutes'],
    ['CodeBuild has been refusing for hours', 'NOT_STARTED', 9 * hour, 'within 15 minutes'],
    ['CodeBuild has been refusing for a day', 'NOT_STARTED', 24 * hour, 'within 60 minutes'],
    ['has no room', 'POSTPONED', 0, 'within 5 minutes'],
    ['has had no room for a day', 'POSTPONED', 24 * hour, 'within 60 minutes'],
  ] as const)('when it %s', (...[, status, lasted, when]) => {
    const unit = { ...notStarted(status), refusedSince: noon - lasted };

    expect(linesOf(unit)).toContain(
      `**unit**: There was a problem. It is tried again ${when}; a push has it tried at once.`,
    );
  });

  it('and promises nothing once the pull request is over', () => {
    const unit = notStarted('NOT_STARTED');

    expect(linesOf(unit, merged(unit))).toContain('**unit**: There was a problem.');
  });
});

describe('a comment on a failed build whose log shows nothing', () => {
  const failed = (parts: Partial<CheckState>) => aCheckState({ status: 'FAILED', endedAt: noon, ...parts });
  const denied = 'The log could not be read. You may not.';

  it.each([
    ['that its log has no lines yet', {}, minute, 'Its log has no lines yet. It is read again every minute.'],
    [
      'that it still had none after a quarter of an hour',
      {},
      15 * minute,
      'Its log still had no lines a quarter of an hour after the build had ended. It is read again within the hour.',
    ],
    ['why it cannot be read', { problem: denied }, minute, `${denied} It is read again every minute.`],
    [
      'why it cannot be read, also later',
      { problem: denied },
      hour,
      `${denied} It is read again within the hour.`,
    ],
  ])('says %s', (...[, parts, after, sentence]) => {
    expect(linesOf(failed({ logPending: true, ...parts }), { now: noon + after })).toContain(sentence);
  });

  it('promises nothing once the pull request is over', () => {
    const unit = failed({ logPending: true, problem: denied });

    expect(linesOf(unit, { ...merged(unit), now: noon + hour })).toContain(denied);
  });

  it('says nothing of it when there was nothing in the log to show', () => {
    expect(linesOf(failed({ excerpt: [] })).join('\n')).not.toMatch(/no lines|read again/);
  });
});
