import { scopeOf } from '../../../../sandbox/kernel/world.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import type { ReplicaRecord } from '../../../../shared/core/replica-record.ts';
import type { Stored } from '../../../../shared/core/stored.ts';
import { replicaRecords } from '../../../../shared/store/replicas.ts';
import { directSettings } from '../direct-settings.ts';
import { isCalm } from '../faults.ts';
import { isTooLong, type Refs, reachedFrom, readRefs } from '../refs.ts';
import { tableName } from '../simulated-world.ts';
import type { Simulation } from '../simulation.ts';
import { type PolicyName, replicaRegion, repositoryName } from './policies.ts';
import type { Team } from './team.ts';
import { isBackup } from './watch-pushes.ts';

/** What is remembered of the replica. */
function load({ world, clock }: Simulation): Promise<Stored<ReplicaRecord> | undefined> {
  const records = replicaRecords({ tableName, now: clock.now }, directSettings(world));
  return records.load({ repository: repositoryName, region: replicaRegion });
}

/** Nothing is owed: no failure, no build, nothing left or untold, and under `save` nothing that waits to be deleted. */
export async function isQuiet(simulation: Simulation, policy: PolicyName): Promise<boolean> {
  const stored = await load(simulation);
  if (stored === undefined || stored.work !== undefined) return false;
  const { failure, handedOver, behind, pendingSince, turn, untold, missingSince } = stored.record;
  const isPruned = policy !== 'save' || Object.keys(missingSince).length === 0;
  const isDone = !failure && !handedOver && behind === 0 && pendingSince === undefined && !turn;
  return isDone && isPruned && untold.length === 0;
}

interface Sides {
  readonly source: Refs;
  readonly replica: Refs;
}

/** What does not hold though everything is quiet, in words. */
export async function checkReplica(
  simulation: Simulation,
  { policy, team }: { readonly policy: PolicyName; readonly team: Team },
): Promise<string[]> {
  const { world, clock } = simulation;
  const scopes = { source: simulation.scope, replica: scopeOf(world, replicaRegion) };
  const sides = {
    source: await readRefs(scopes.source, repositoryName),
    replica: await readRefs(scopes.replica, repositoryName),
  };
  const stored = await load(simulation);
  if (stored === undefined) return ['nothing is remembered of the replica'];
  const { record, work, dueAt = 0 } = stored;
  const { objects, missing } = await reachedFrom(scopes.replica, repositoryName, sides.replica);
  return [
    ...(work ? ['a run has left its announcement behind'] : []),
    ...((await isQuiet(simulation, policy))
      ? []
      : [`the replica is not quiet: ${JSON.stringify({ ...record, refs: {} })}`]),
    ...(dueAt > clock.now() - 5 * 60_000 ? [] : [`it was due at ${new Date(dueAt).toISOString()}`]),
    ...missing.map((id) => `the replica lacks ${id}`),
    ...checkRefs(sides, record, policy),
    ...checkSurplus(sides, { record, policy, team }),
    ...(policy === 'save' ? checkSaved(team, objects) : []),
    ...checkDefaultBranch(simulation, record),
    ...checkTold(simulation, record),
    ...(await checkOverwritten(simulation, team, sides.replica)),
  ];
}

/** Every ref of the source is on the replica as it is, or the record says why not. */
function checkRefs({ source, replica }: Sides, record: ReplicaRecord, policy: PolicyName): string[] {
  const { troubles } = record;
  return [...source].flatMap(([ref, value]) => {
    const is = replica.get(ref);
    if (is === value) {
      const reason = troubles[ref]?.reason;
      return reason === undefined ? [] : [`${ref} is as it should be, and in trouble: ${reason}`];
    }
    const difference = { ref, value, is };
    return mayDiffer(difference, record, policy) ? [] : [describeDifference(difference, record)];
  });
}

interface Difference {
  readonly ref: string;
  readonly value: string;
  readonly is: string | undefined;
}

function mayDiffer({ ref, value, is }: Difference, { troubles }: ReplicaRecord, policy: PolicyName): boolean {
  if (policy === 'keep' && (troubles[ref]?.wanted === value || isFull(troubles))) return true;
  return is === undefined && isTooLong(ref);
}

function describeDifference({ ref, value, is }: Difference, { troubles }: ReplicaRecord): string {
  const known = troubles[ref]?.reason ?? 'no trouble is known';
  return `${ref.slice(0, 60)} is ${value.slice(0, 7)} and on the replica ${is?.slice(0, 7) ?? 'missing'} (${known})`;
}

/** The record has no room for more of them. */
function isFull(troubles: ReplicaRecord['troubles']): boolean {
  return Object.keys(troubles).length >= 100 || JSON.stringify(troubles).length > 20_000;
}

/** What only the replica has: saved values, what others made, and under `keep` what is never pruned. */
function checkSurplus(
  { source, replica }: Sides,
  { record, policy, team }: { record: ReplicaRecord; policy: PolicyName; team: Team },
): string[] {
  return [...replica.keys()].flatMap((ref) => {
    if (source.has(ref) || isBackup(ref) || team.foreign.has(ref) || policy === 'keep') return [];
    return [
      `${ref} is gone at the source and still on the replica (${JSON.stringify(record.troubles[ref])})`,
    ];
  });
}

/** What others wrote to the replica can still be reached. */
function checkSaved({ foreign }: Team, objects: ReadonlySet<string>): string[] {
  return [...foreign].flatMap(([ref, ids]) =>
    ids
      .filter((id) => !objects.has(id))
      .map((id) => `${id.slice(0, 7)}, which somebody wrote to ${ref} of the replica, is lost`),
  );
}

function checkDefaultBranch({ scope, world }: Simulation, { troubles }: ReplicaRecord): string[] {
  const ofSource = codeCommitState(scope).repositories.get(repositoryName)?.defaultBranch;
  const replica = codeCommitState(scopeOf(world, replicaRegion)).repositories.get(repositoryName);
  if (ofSource === replica?.defaultBranch || troubles[`refs/heads/${ofSource}`] !== undefined) return [];
  return [`the default branch is ${ofSource}, on the replica ${replica?.defaultBranch}`];
}

/** Whatever is wrong with a ref was told on the bus. */
function checkTold({ scope }: Simulation, { troubles }: ReplicaRecord): string[] {
  const own = eventsState(scope).recent.filter(({ event }) => event.source === 'drawbridge');
  // Of many at once the first are told one by one.
  const isPartly = own.some(({ event: { detail } }) => Number(detail['more'] ?? 0) > 0);
  return Object.entries(troubles).flatMap(([ref, { kind, wanted }]) =>
    isPartly || own.some(({ event: { detail } }) => detail['ref'] === ref && detail['wanted'] === wanted)
      ? []
      : [`nobody was told that ${ref} is ${kind}`],
  );
}

/** What others wrote to the replica is there, is saved, was built on by them, or somebody was told that it is gone. */
async function checkOverwritten(
  { seed, scope, world }: Simulation,
  { foreign }: Team,
  replica: Refs,
): Promise<string[]> {
  // A run that overwrites, as its policy says, and dies or fails before it can remember it tells nobody.
  if (!isCalm(seed)) return [];
  const reached = (refs: Refs) => reachedFrom(scopeOf(world, replicaRegion), repositoryName, refs);
  const { objects } = await reached(replica);
  const own = eventsState(scope).recent.filter(({ event }) => event['detail-type'] === 'Replica Diverged');
  const isPartly = own.some(({ event: { detail } }) => Number(detail['more'] ?? 0) > 0);
  const problems: string[] = [];
  for (const [ref, ids] of foreign)
    for (const [index, id] of ids.entries()) {
      if (isPartly || objects.has(id)) continue;
      const isTold = own.some(({ event: { detail } }) => detail['ref'] === ref && detail['found'] === id);
      const later = await reached(new Map(ids.slice(index + 1).map((one) => [one, one])));
      if (!isTold && !later.objects.has(id))
        problems.push(
          `${id.slice(0, 7)}, which somebody wrote to ${ref} of the replica, is gone without a word`,
        );
    }
  return problems;
}
