import type { Wake } from '../../shared/core/effect.ts';
import type { ReplicaKey } from '../../shared/core/replica-record.ts';
import type { RecordKey } from '../../shared/store/due-work.ts';
import type { BranchSeen, Observed } from './observe.ts';

/**
 * Whom to wake.
 * 1. Every record that is due, by its own function.
 * 2. Every open pull request that nobody looks after: its first event was lost.
 * 3. Every branch whose newest build differs from what is recorded.
 * 4. Every replica that nobody looks after: its first event was lost.
 * 5. Every configured backup that nobody looks after yet.
 */
export function decide(observed: Observed): { readonly effects: readonly Wake[]; readonly reason: string } {
  const due = observed.due.flatMap(wakeForKey);
  const lost = observed.unattended.map(
    (pullRequestId): Wake => ({
      kind: 'wake',
      function: 'validate-pull-request',
      request: { drawbridge: 'due', pullRequestId },
    }),
  );
  const differing = observed.branches.filter(differs).map(
    ({ branch, build }): Wake => ({
      kind: 'wake',
      function: 'report-build',
      request: { drawbridge: 'due', project: build.project, branch, buildId: build.id },
    }),
  );
  const replicas = observed.idleReplicas.map(wakeForReplica);
  const begun = observed.idleBackups.map(wakeForBackup);
  const effects = [...due, ...lost, ...differing, ...replicas, ...begun];
  const counts = `${due.length} due, ${lost.length} open pull requests unattended, ${differing.length} branches behind, ${replicas.length} replicas unattended, ${begun.length} backups to begin`;
  return { effects, reason: [counts, ...observed.problems].join('; ') };
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
  if (kind === 'pull-request') {
    return [
      {
        kind: 'wake',
        function: 'validate-pull-request',
        request: { drawbridge: 'due', pullRequestId: name },
      },
    ];
  }
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
