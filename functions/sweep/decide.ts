import type { Wake } from '../../shared/core/effect.ts';
import type { RecordKey } from '../../shared/store/due-work.ts';
import type { BranchSeen, Observed } from './observe.ts';

/**
 * Whom to wake.
 * 1. Every record that is due, by its own function.
 * 2. Every open pull request that nobody looks after: its first event was lost.
 * 3. Every branch whose newest build differs from what is recorded.
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
  const effects = [...due, ...lost, ...differing];
  const counts = `${due.length} due, ${lost.length} open pull requests unattended, ${differing.length} branches behind`;
  return { effects, reason: [counts, ...observed.problems].join('; ') };
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
  return [];
}

function differs({ build, record }: BranchSeen): boolean {
  if (record === undefined || build.startedAt > record.startedAt) return true;
  return build.id === record.buildId && build.status !== record.status;
}
