import {
  type CheckState,
  everyCheck,
  type PullRequestRecord,
  withCheck,
} from '../../shared/core/pull-request-record.ts';
import type { Instant } from '../../shared/core/time.ts';

/** A project that has to be asked for builds that may have been started without being recorded. */
export interface Doubt {
  readonly project: string;
  readonly since: Instant;
}

/** Those that a run which died has left behind, and those that could not be asked before. */
export function inDoubt(record: PullRequestRecord, recovering: boolean): Doubt[] {
  const projects = new Map<string, Instant>();
  for (const { state } of everyCheck(record)) {
    const since = doubtOf(state, recovering);
    if (since === undefined) continue;
    projects.set(state.project, Math.min(since, projects.get(state.project) ?? since));
  }
  return [...projects].map(([project, since]) => ({ project, since }));
}

/**
 * The record once these projects were asked, or could not be: a project that is gone may come back with the build that
 * it ran, and until then nobody knows.
 */
export function withDoubts(
  record: PullRequestRecord,
  recovering: boolean,
  unasked: ReadonlySet<string>,
): PullRequestRecord {
  return everyCheck(record).reduce((soFar, { commit, check, state }) => {
    const since = doubtOf(state, recovering);
    if (since === undefined) return soFar;
    const { doubtedSince: _asked, ...known } = state;
    const next = unasked.has(state.project) ? { ...known, doubtedSince: since } : known;
    return withCheck(soFar, { commit, check }, next);
  }, record);
}

function doubtOf(
  { doubtedSince, status, requestedAt }: CheckState,
  recovering: boolean,
): Instant | undefined {
  return doubtedSince ?? (recovering && status === 'REQUESTED' ? requestedAt : undefined);
}

/**
 * The record as far as it can be trusted after a run died: which text the comment has is not known, so it is
 * written again. When the known comment is gone, one of ours that was found is taken over: somebody may have deleted
 * the known one, and the dead run posted another. Builds found are entered by `foldBuilds`.
 */
export function recoverRecord(record: PullRequestRecord, commentId: string | undefined): PullRequestRecord {
  const id = commentId ?? record.comment?.id;
  const { comment: _doubtful, ...rest } = record;
  return id === undefined ? rest : { ...rest, comment: { id } };
}
