import { publishEvent } from '../../../kernel/offers/events.ts';
import type { Scope } from '../../../kernel/world.ts';
import type { MergeOption } from '../pull-requests/pull-request-state.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import type { Repository } from '../state.ts';

/** A branch or tag that has moved. */
export interface ReferenceChange {
  /** Full name. */
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** What a merge made by the service adds. */
  readonly merge?: MergeDetail | undefined;
}

/** How the service merged; `conflictDetailsLevel` is the events' spelling, not the API's. */
export interface MergeDetail {
  readonly baseCommitId: string;
  readonly sourceCommitId: string;
  readonly destinationCommitId: string;
  readonly mergeOption: MergeOption;
  readonly conflictDetailsLevel: string;
  readonly conflictResolutionStrategy: string;
}

/** Tells EventBridge that a branch or tag was created, moved or deleted (facts, section 2). */
export function publishReferenceChange(
  scope: Scope,
  repository: Repository,
  { change, callerUserArn }: { change: ReferenceChange; callerUserArn: string },
): void {
  const { ref, from, to, merge } = change;
  publish(scope, repository, {
    event: eventOf(change),
    callerUserArn,
    ...(to === undefined ? {} : { commitId: to }),
    ...(from === undefined ? {} : { oldCommitId: from }),
    referenceFullName: ref,
    referenceName: ref.replace(/^refs\/(heads|tags)\//, ''),
    referenceType: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ...merge,
  });
}

/** Tells EventBridge of a merge commit that no branch has. AWS's sample names no caller. */
export function publishUnreferencedMerge(
  scope: Scope,
  repository: Repository,
  { commitId, merge }: { commitId: string; merge: MergeDetail },
): void {
  publish(scope, repository, { event: 'unreferencedMergeCommitCreated', commitId, ...merge });
}

function eventOf({ from, to }: ReferenceChange): string {
  if (from === undefined) return 'referenceCreated';
  return to === undefined ? 'referenceDeleted' : 'referenceUpdated';
}

function publish(scope: Scope, repository: Repository, detail: Record<string, unknown>): void {
  publishEvent(scope, {
    source: 'aws.codecommit',
    detailType: 'CodeCommit Repository State Change',
    resources: [repositoryArn(scope, repository.name)],
    detail: { ...detail, repositoryId: repository.id, repositoryName: repository.name },
  });
}
