import type { Build } from '../../shared/core/build.ts';
import { everyCheck, type PullRequestRecord } from '../../shared/core/pull-request-record.ts';

/** What was found of the doings of a run that died before it could write them down. */
export interface Found {
  readonly builds: readonly Build[];
  readonly commentId?: string;
}

/** Checks whose build may have been started without being recorded. */
export function inDoubt(record: PullRequestRecord): { readonly project: string; readonly since: number }[] {
  const doubtful = everyCheck(record).filter(({ state }) => state.status === 'REQUESTED');
  const projects = new Map<string, number>();
  for (const { state } of doubtful) {
    projects.set(
      state.project,
      Math.min(state.requestedAt, projects.get(state.project) ?? state.requestedAt),
    );
  }
  return [...projects].map(([project, since]) => ({ project, since }));
}

/**
 * The record as far as it can be trusted after a run died: which text the comment has is not known, so it is
 * written again. When the known comment is gone, one of ours that was found is taken over: somebody may have deleted
 * the known one, and the dead run posted another. Builds found are entered by `foldBuilds`.
 */
export function recoverRecord(record: PullRequestRecord, found: Found): PullRequestRecord {
  const id = found.commentId ?? record.comment?.id;
  const { comment: _doubtful, ...rest } = record;
  return id === undefined ? rest : { ...rest, comment: { id } };
}
