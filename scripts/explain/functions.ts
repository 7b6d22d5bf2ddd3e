import type * as z from 'zod/mini';
import { Event as BackupEvent, type BackupRequest } from '../../functions/back-up-repository/event.ts';
import {
  Event as ReplicationEvent,
  type ReplicationRequest,
} from '../../functions/replicate-repository/event.ts';
import { Event as BranchEvent, type BranchRequest } from '../../functions/report-build/event.ts';
import { Event as BadgeEvent, type BadgeRequest } from '../../functions/serve-badge/event.ts';
import { Event as SweepEvent, type SweepRequest } from '../../functions/sweep/event.ts';
import {
  Event as PullRequestEvent,
  type PullRequestRequest,
} from '../../functions/validate-pull-request/event.ts';
import { type Accepted, accept } from '../../shared/runtime/accept.ts';

/** What a function does with a request before it acts: what it reads, and what its decision turns on. */
export interface Plan {
  readonly reads: string;
  readonly decides: string;
}

/** One function of the stack, as far as an event concerns it. */
export interface FunctionOfStack {
  accept(event: unknown): Accepted<object>;
  /** For an event it accepted. */
  plan(accepted: object): Plan;
}

/** Every function, by the name of its folder (a test compares the two). */
export const functions: Readonly<Record<string, FunctionOfStack>> = {
  'validate-pull-request': functionWith<PullRequestRequest>(
    PullRequestEvent,
    ({ pullRequestId, buildId }) => ({
      reads: `pull request ${pullRequestId} and its record${buildId === undefined ? ', builds that had not ended' : `, build ${buildId}`}, and the log of one that failed`,
      decides:
        buildId === undefined
          ? 'whether its repository and destination branch are looked after, which builds to start or stop, and whether the status comment changes'
          : 'whether the build answers a check of the pull request, and whether the status comment changes',
    }),
  ),
  'report-build': functionWith<BranchRequest>(BranchEvent, ({ project, branch, buildId }) => ({
    reads: `the record of ${project} on ${branch}, and ${buildId === undefined ? 'its build when that had not ended' : `build ${buildId}`}`,
    decides: 'whether this is the newest build of the branch, and so what its badge shows',
  })),
  'replicate-repository': functionWith<ReplicationRequest>(ReplicationEvent, planReplication),
  'back-up-repository': functionWith<BackupRequest>(BackupEvent, ({ backup, requested }) => ({
    reads: requested
      ? `the record of backup ${backup}, its repository, and its newest point in the bucket`
      : `the record of backup ${backup}; when it is due also its repository, and its newest point in the bucket`,
    decides:
      'whether the repository gets a bundle, full or incremental, and whether the newest point is restored on trial',
  })),
  'serve-badge': functionWith<BadgeRequest>(BadgeEvent, planBadge),
  sweep: functionWith<SweepRequest>(SweepEvent, ({ everything }) => ({
    reads: `what is due, and ${everything ? 'of everything' : 'of what has its turn in the hour'}: open pull requests, builds since the last look, and which replicas and backups nobody looks after`,
    decides: 'which functions to wake',
  })),
};

function functionWith<Request extends object>(
  schema: z.ZodMiniType<Request | { readonly ignored: string }>,
  plan: (request: Request) => Plan,
): FunctionOfStack {
  return {
    accept: (event) => accept(schema, event),
    // `plan` is asked only about what this very schema gave.
    plan: (accepted) => plan(accepted as Request),
  };
}

function planReplication({ repository, region, change }: ReplicationRequest): Plan {
  const replicas =
    region === undefined ? `each replica of ${repository}` : `the replica of ${repository} in ${region}`;
  const isMove =
    change?.old !== undefined && change.new !== undefined && change.ref.startsWith('refs/heads/');
  return {
    reads: `the record of ${replicas}, and the branches and tags of both sides${isMove ? ' unless the branch can go straight through' : ''}`,
    decides:
      'which refs are created, moved, pruned, kept or saved on the replica, by its policy in drawbridge.yml',
  };
}

function planBadge(request: BadgeRequest): Plan {
  switch (request.kind) {
    case 'branch':
      return {
        reads: `the record of ${request.project} on ${request.branch}`,
        decides: 'the badge of its newest build, or "unknown" when there is none',
      };
    case 'pull-request':
      return {
        reads: 'the key that signs badges',
        decides: `the badge "${request.check}: ${request.state}" when the signature is right, else not found`,
      };
    case 'none':
      return { reads: 'nothing', decides: 'not found: no badge has this address' };
  }
}
