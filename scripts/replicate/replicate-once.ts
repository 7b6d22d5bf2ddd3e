import { mirrorPolicy } from '../../shared/git/plan/replication-policy.ts';
import type { GitRemote } from '../../shared/git/remote-types.ts';
import { syncRefs } from '../../shared/git/sync/sync-refs.ts';
import type { SyncReport } from '../../shared/git/types.ts';
import type { ReplicateOptions } from './read-arguments.ts';
import { renderReport } from './render-report.ts';

/**
 * Runs the engine once, closes both ends, and gives what is to be printed. It did not succeed when something was
 * refused, left, or kept for a reason that a person should look at.
 */
export async function replicateOnce(
  { source, replica }: { source: GitRemote; replica: GitRemote },
  options: ReplicateOptions,
): Promise<{ output: string; succeeded: boolean }> {
  const policy = options.keep
    ? { ...mirrorPolicy, rules: mirrorPolicy.rules.map((rule) => ({ ...rule, prune: 'never' as const })) }
    : mirrorPolicy;
  try {
    const report = await syncRefs({ source, replica, policy, now: Date.now(), dryRun: options.dryRun });
    const succeeded =
      report.results.every(({ status }) => status === 'done' || status === 'planned') &&
      report.kept.every(({ alarm }) => !alarm);
    const places = { source: source.url, replica: replica.url };
    const output = options.json
      ? `${JSON.stringify(jsonOf(report, places), null, 2)}\n`
      : renderReport(report, places);
    return { output, succeeded };
  } finally {
    source.close();
    replica.close();
  }
}

function jsonOf(report: SyncReport, places: { source: string; replica: string }): object {
  const { results, kept, digests, inSync, lfs, traffic } = report;
  return { ...places, inSync, digests, results, kept, lfs, traffic };
}
