// Notes on pack piping, the full path. The replica is listed first: then no run can move a ref backwards, because what
// it read of the source is newer than what its updates are compared with. The comparison in each update is the lock.

import { refsInScope } from '../plan/replication-policy.ts';
import { listRefs } from '../refs/list-refs.ts';
import { problemOfName } from '../refs/ref-names.ts';
import { refsDigest } from '../refs/refs-digest.ts';
import type { Advertisement } from '../remote-types.ts';
import type { KeptRef, RefUpdate, SyncReport, SyncRequest, UpdatePlan, UpdateResult } from '../types.ts';
import { completePlan } from './complete-plan.ts';
import { pushBatches } from './push-batches.ts';
import { type SyncRun, startRun } from './sync-run.ts';

/**
 * Brings a replica up to its source, as far as the policy lets it, in four requests when there is something to do
 * and two when there is not. One bad ref does not stop the others: its result is `refused`, with the reason.
 * Rejects when a listing fails or a server goes away; what was confirmed until then is done, and a repeat goes on.
 */
export async function syncRefs(request: SyncRequest): Promise<SyncReport> {
  const replica = await listRefs(request.replica, 'git-receive-pack');
  const source = await listRefs(request.source, 'git-upload-pack');
  const plan = await completePlan(request, { source, replica });
  const run = startRun(request, { replica, total: plan.backups.length + plan.updates.length });
  if (request.dryRun) foretell(run, plan);
  else await carryOut(run, plan, source);
  return reportOf(run, plan, source);
}

async function carryOut(run: SyncRun, plan: UpdatePlan, source: Advertisement): Promise<void> {
  await pushBatches(run, plan.backups);
  const unsaved = new Set(
    plan.backups.filter(({ ref }) => run.results.get(ref)?.status !== 'done').map(({ saves }) => saves),
  );
  const withoutBackup = plan.updates.filter(({ ref }) => unsaved.has(ref));
  for (const update of withoutBackup)
    run.settle(update, 'refused', `${update.ref} was left, because its old value could not be saved first.`);
  const updates = plan.updates.filter(({ ref }) => !unsaved.has(ref));
  await pushBatches(run, inOrder(run, updates, firstBranchOf(run, source)));
}

function firstBranchOf({ request }: SyncRun, source: Advertisement): string | undefined {
  const named = request.firstBranch ?? source.defaultBranch;
  if (named !== undefined) return named;
  const likely = [...source.refs].filter(
    ([ref, oid]) => oid === source.head && ref.startsWith('refs/heads/'),
  );
  const names = likely.map(([ref]) => ref);
  return ['refs/heads/main', 'refs/heads/master'].find((ref) => names.includes(ref)) ?? names[0];
}

/** Deletions first, because a server does `a` → `a/b` one by one; then the branch that is to be the default one. */
function inOrder(
  run: SyncRun,
  updates: readonly RefUpdate[],
  firstBranch: string | undefined,
): readonly RefUpdate[] {
  const deletions = updates.filter((update) => update.new === undefined);
  const rest = updates.filter((update) => update.new !== undefined);
  const first = rest.filter((update) => update.ref === firstBranch);
  const later = [...first, ...rest.filter((update) => update.ref !== firstBranch)];
  const words = run.request.replica.capabilities('git-receive-pack') ?? [];
  if (deletions.length === 0 || words.includes('delete-refs')) return [...deletions, ...later];
  for (const update of deletions)
    run.settle(update, 'refused', `${update.ref} was left: the replica's server deletes no refs.`);
  return later;
}

function foretell(run: SyncRun, plan: UpdatePlan): void {
  for (const update of plan.backups) run.settle(update, 'planned');
  for (const update of plan.updates) run.settle(update, 'planned');
}

function reportOf(run: SyncRun, plan: UpdatePlan, source: Advertisement): SyncReport {
  const { request } = run;
  const results: UpdateResult[] = [...run.results.values()];
  const digests = {
    source: refsDigest(refsInScope(request.policy, source.refs)),
    replica: refsDigest(refsInScope(request.policy, run.refs)),
  };
  return {
    source,
    replicaRefs: run.refs,
    results,
    kept: [...plan.kept, ...keptUnfit(source.unfitNames)],
    foreign: plan.foreign,
    vanished: plan.vanished,
    digests,
    inSync: digests.source === digests.replica && results.every(({ status }) => status === 'done'),
    lfs: { pointers: run.pointers, complete: run.lookedIntoAll },
    traffic: { source: request.source.traffic, replica: request.replica.traffic },
  };
}

/** So many are named, and the others counted: a server may list a million. */
const mostNamed = 100;

function keptUnfit(names: readonly string[]): KeptRef[] {
  const named = names.slice(0, mostNamed).map(keptUnfitName);
  const more = names.length - named.length;
  if (more === 0) return named;
  const reason = `${more} more branches and tags are not replicated, for names like these.`;
  return [...named, { ref: 'refs/*', rule: 'unfit-name', reason, alarm: true }];
}

function keptUnfitName(ref: string): KeptRef {
  return {
    ref: ref.length > 256 ? `${ref.slice(0, 256)}…` : ref,
    rule: 'unfit-name',
    reason: `A branch or tag is not replicated: ${problemOfName(ref) ?? 'its name is not fit'}.`,
    alarm: true,
  };
}
