import type { Wake } from '../../shared/core/effect.ts';
import type { ReplicaKey } from '../../shared/core/replica-record.ts';
import { lookKinds, replicaOf, type Thing } from '../../shared/core/sweep-record.ts';
import type { RecordKey } from '../../shared/store/items.ts';
import type { BranchSeen, Looks, Observed } from './observed.ts';

/** Waking somebody, and what was looked at when it was found to be needed: nothing for a record that is due. */
export interface SweepWake extends Wake {
  readonly found?: Thing;
}

/** So many problems are told word for word. */
const mostProblems = 5;

/**
 * Whom to wake.
 * 1. Every record that is due, by its own function.
 * 2. Every open pull request that nobody looks after: its first event was lost.
 * 3. Every branch whose newest build, of those that run the same, differs from what is recorded.
 * 4. Every replica that nobody looks after: its first event was lost.
 * 5. Every configured backup that nobody looks after yet.
 */
export function decide({ due, looks, unlisted }: Observed): {
  readonly effects: readonly SweepWake[];
  readonly reason: string;
} {
  const overdue = due.keys.flatMap((key): SweepWake[] => wakeForKey(key));
  const pullRequests = looks.repository.found.flatMap(({ look, found }) =>
    found.unattended.map((id): SweepWake => ({ ...wakeForPullRequest(id), found: look.thing })),
  );
  const branches = looks.project.found.flatMap(({ look, found }) =>
    found.branches.filter(differs).map((seen): SweepWake => ({ ...wakeForBuild(seen), found: look.thing })),
  );
  const replicas = idle(looks.replica).map(
    (thing): SweepWake => ({ ...wakeForReplica(replicaOf(thing.name)), found: thing }),
  );
  const backups = idle(looks.backup).map(
    (thing): SweepWake => ({ ...wakeForBackup(thing.name), found: thing }),
  );
  const counts = `${overdue.length} due, ${lookedAt(looks)} looked at: ${pullRequests.length} open pull requests unattended, ${branches.length} branches behind, ${replicas.length} replicas unattended, ${backups.length} backups to begin`;
  return {
    effects: [...overdue, ...pullRequests, ...branches, ...replicas, ...backups],
    reason: [counts, ...leftOver({ due, looks }), ...problems(looks, unlisted)].join('; '),
  };
}

function idle({ found }: Looks['replica']): Thing[] {
  return found.filter((one) => one.found.isIdle).map(({ look }) => look.thing);
}

function lookedAt(looks: Looks): number {
  return lookKinds.reduce((sum, kind) => sum + looks[kind].found.length, 0);
}

function leftOver({ due, looks }: Pick<Observed, 'due' | 'looks'>): string[] {
  const rest = lookKinds.reduce((sum, kind) => sum + looks[kind].rest.length, 0);
  return [
    ...(due.more ? ['more is due and follows in the next minute'] : []),
    ...(rest > 0 ? [`${rest} more are looked at in the next minutes`] : []),
  ];
}

function problems(looks: Looks, unlisted: Observed['unlisted']): string[] {
  const errors = lookKinds.flatMap((kind) => looks[kind].failed.map(({ error }) => error));
  const failed = unlisted ? [unlisted, ...errors] : errors;
  const told = failed.slice(0, mostProblems).map(({ message }) => message);
  const others = failed.length - told.length;
  return others > 0 ? [...told, `and ${others} more could not be looked at`] : told;
}

function wakeForPullRequest(pullRequestId: string): Wake {
  return {
    kind: 'wake',
    function: 'validate-pull-request',
    request: { drawbridge: 'due', pullRequestId },
  };
}

function wakeForBuild({ branch, build }: BranchSeen): Wake {
  return {
    kind: 'wake',
    function: 'report-build',
    request: { drawbridge: 'due', project: build.project, branch, buildId: build.id },
  };
}

function wakeForReplica({ repository, region }: ReplicaKey): Wake {
  return {
    kind: 'wake',
    function: 'replicate-repository',
    request: { drawbridge: 'due', repository, replica: region },
  };
}

function wakeForBackup(backup: string): Wake {
  return { kind: 'wake', function: 'back-up-repository', request: { drawbridge: 'due', backup } };
}

/** A key of a kind that no function looks after is left alone. */
function wakeForKey({ pk, sk }: RecordKey): Wake[] {
  const [kind, ...rest] = pk.split('#');
  const name = rest.join('#');
  if (kind === 'pull-request') return [wakeForPullRequest(name)];
  if (kind === 'branch') {
    return [
      { kind: 'wake', function: 'report-build', request: { drawbridge: 'due', project: name, branch: sk } },
    ];
  }
  if (kind === 'replica') return [wakeForReplica({ repository: name, region: sk })];
  if (kind === 'backup') return [wakeForBackup(name)];
  return [];
}

function differs({ build, record }: BranchSeen): boolean {
  if (record === undefined || build.startedAt > record.startedAt) return true;
  return build.id === record.buildId && build.status !== record.status;
}
