import type { BusEvent } from '../../sandbox/kernel/offers/events.ts';
import { codebuildState } from '../../sandbox/services/codebuild/state.ts';
import type { PullRequest } from '../../sandbox/services/codecommit/pull-requests/pull-request-state.ts';
import { codeCommitState } from '../../sandbox/services/codecommit/state.ts';
import type { AwsCall } from './count-calls.ts';
import type { Handling } from './handlings.ts';
import type { Stage } from './stage.ts';

/** What a person can read on a pull request. */
export type Verdict = 'running' | 'passed' | 'failed' | 'stopped';

/** What must be true after an event, whoever handled it. */
export interface Expectation {
  /** What the last word on the pull request must be; absent where none is owed. */
  readonly shows?: Verdict;
  /** Builds at the pull request's newest commit. */
  readonly builds: number;
  /** The event tells nothing new: no comment and no approval may come of it, and it is no reason to fail. */
  readonly isUnchanged?: boolean;
}

/** The one pull request of a case, as it stands. */
export interface Snapshot {
  /** Oldest first; an edited comment is as young as its edit. */
  readonly comments: readonly { readonly id: string; readonly at: number; readonly content: string }[];
  readonly buildsAtTip: number;
  readonly isApproved: boolean;
}

/** What came of an event. */
export interface Measured {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** All attempts of all functions that were given the event. */
  readonly handlings: readonly Handling[];
  readonly calls: readonly AwsCall[];
}

/** Lets something happen, and gives what became of the events that are meant. */
export async function measure(
  stage: Stage,
  isMeasured: (event: BusEvent) => boolean,
  act: () => Promise<unknown>,
): Promise<Measured> {
  const before = snapshot(stage);
  const from = stage.handled.length;
  await act();
  const handlings = stage.handled.slice(from).filter(({ event }) => isMeasured(event));
  return { before, after: snapshot(stage), handlings, calls: handlings.flatMap(({ calls }) => calls) };
}

function snapshot({ scope }: Stage): Snapshot {
  const pullRequest: PullRequest | undefined = [...codeCommitState(scope).pullRequests.values()].at(-1);
  if (pullRequest === undefined) return { comments: [], buildsAtTip: 0, isApproved: false };
  const builds = [...codebuildState(scope).builds.values()];
  const approvals = pullRequest.reviews.get(pullRequest.revisionId)?.approvals.values() ?? [];
  return {
    comments: [...codeCommitState(scope).comments.values()]
      .filter(({ subject }) => subject.pullRequestId === pullRequest.id)
      .map(({ id, lastModifiedDate, content = '' }) => ({ id, at: lastModifiedDate.getTime(), content }))
      .toSorted((left, right) => left.at - right.at),
    buildsAtTip: builds.filter(({ sourceVersion }) => sourceVersion === pullRequest.sourceCommit).length,
    isApproved: [...approvals].includes('APPROVE'),
  };
}
