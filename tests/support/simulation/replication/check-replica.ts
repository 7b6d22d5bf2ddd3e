import { scopeOf } from '../../../../sandbox/kernel/world.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import type { ReplicaRecord } from '../../../../shared/core/replica-record.ts';
import type { Stored } from '../../../../shared/core/stored.ts';
import { replicaRecords } from '../../../../shared/store/replicas.ts';
import { directSettings } from '../direct-settings.ts';
import { type Refs, reachedFrom, readRefs } from '../refs.ts';
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
  ];
}

/** Every ref of the source is on the replica as it is, or the record says why not. */
function checkRefs({ source, replica }: Sides, { troubles }: ReplicaRecord, policy: PolicyName): string[] {
  return [...source].flatMap(([ref, value]) => {
    const is = replica.get(ref);
    const trouble = troubles[ref];
    if (is === value)
      return trouble === undefined
        ? []
        : [`${ref} is as it should be, and its trouble is: ${trouble.reason}`];
    if (policy === 'keep' && trouble?.wanted === value) return [];
    return [
      `${ref} is ${value.slice(0, 7)} and on the replica ${is?.slice(0, 7) ?? 'missing'} (${trouble?.reason ?? 'no trouble is known'})`,
    ];
  });
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
  return Object.entries(troubles).flatMap(([ref, { kind, wanted }]) =>
    own.some(({ event: { detail } }) => detail['ref'] === ref && detail['wanted'] === wanted)
      ? []
      : [`nobody was told that ${ref} is ${kind}`],
  );
}
