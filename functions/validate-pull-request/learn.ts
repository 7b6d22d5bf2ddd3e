import { digestOf } from '../../shared/core/digest.ts';
import type { EffectResult } from '../../shared/core/effect.ts';
import {
  type CheckState,
  checkAt,
  everyCheck,
  type PullRequestRecord,
  withCheck,
} from '../../shared/core/pull-request-record.ts';
import { stateAfter } from './fold-builds.ts';

/** The record once an effect's result is known. */
export function learn(record: PullRequestRecord, result: EffectResult): PullRequestRecord {
  switch (result.kind) {
    case 'build-started':
      return withCheck(record, result, stateAfter(checkAt(record, result.commit, result.check), result));
    case 'build-refused':
      return notStarted(record, result, 'NOT_STARTED');
    case 'build-postponed':
      return notStarted(record, result, 'POSTPONED');
    case 'build-stopped':
      return stopped(record, result);
    case 'comment-written':
      return { ...record, comment: { id: result.commentId, digest: digestOf(result.content) } };
    case 'comment-found':
      // Its text is not known, so it is written again.
      return { ...record, comment: { id: result.commentId } };
    case 'comment-gone': {
      const { comment: _gone, ...rest } = record;
      return { ...rest, commentAttempt: record.commentAttempt + 1 };
    }
  }
}

function notStarted(
  record: PullRequestRecord,
  result: { readonly check: string; readonly commit: string; readonly problem: string },
  status: 'NOT_STARTED' | 'POSTPONED',
): PullRequestRecord {
  const state = checkAt(record, result.commit, result.check);
  if (state === undefined) return record;
  const { problem } = result;
  const refusedSince = state.refusedSince ?? state.requestedAt;
  return withCheck(record, result, { ...state, status, problem, refusedSince });
}

/**
 * A stopped build is over for us even when CodeBuild still says IN_PROGRESS or no longer knows it. One that had
 * ended before it could be stopped keeps its own result.
 */
function stopped(
  record: PullRequestRecord,
  { buildId, build }: Extract<EffectResult, { kind: 'build-stopped' }>,
): PullRequestRecord {
  const found = everyCheck(record).find(({ state }) => state.buildId === buildId);
  if (found === undefined) return record;
  const ended: CheckState = build ? stateAfter(found.state, { build }) : found.state;
  const { superseded: _intended, ...rest } = ended;
  const over = rest.status === 'IN_PROGRESS' || rest.status === 'STOPPED';
  return withCheck(record, found, over ? { ...rest, status: 'STOPPED', superseded: true } : rest);
}
