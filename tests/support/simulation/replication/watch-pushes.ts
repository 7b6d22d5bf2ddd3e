import { scopeOf, type World } from '../../../../sandbox/kernel/world.ts';
import type { AwsRequest } from '../aws-request.ts';
import { readRefs } from '../refs.ts';
import { replicaRegion, repositoryName } from './policies.ts';
import type { Team } from './team.ts';

/** What is noted while a run goes on. */
export interface Notes {
  /** What did not hold, in words. */
  readonly problems: string[];
  /** Requests that changed a ref of the replica. */
  changes: number;
}

/** Looks at the replica after every call that had its effect: no ref of it may get a value that it must not have. */
export async function watchPushes(world: World, request: AwsRequest, { team, notes, known }: Watched) {
  if (request.operation !== 'codecommit:GitPush') return;
  const refs = await readRefs(scopeOf(world, replicaRegion), repositoryName);
  const changed = [...refs].filter(([ref, value]) => known.refs.get(ref) !== value);
  if (changed.length > 0 || refs.size !== known.refs.size) notes.changes += 1;
  for (const [ref, to] of changed)
    if (!isBackup(ref)) checkMove(team, { ref, from: known.refs.get(ref), to }, notes);
  known.refs = refs;
}

interface Move {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string;
}

function checkMove({ values, foreign }: Team, move: Move, { problems }: Notes): void {
  const { ref, from, to } = move;
  const own = values.get(ref) ?? [];
  if (![...own, ...(foreign.get(ref) ?? [])].includes(to))
    problems.push(`${ref} of the replica is ${to.slice(0, 7)}, which it never was at the source`);
  // Main only grows at the source.
  if (ref === 'refs/heads/main' && from !== undefined && own.indexOf(to) < own.indexOf(from))
    problems.push(`main of the replica went back from ${from.slice(0, 7)} to ${to.slice(0, 7)}`);
}

export interface Watched {
  readonly team: Team;
  readonly notes: Notes;
  /** The replica as it was seen last. */
  readonly known: { refs: ReadonlyMap<string, string> };
}

/** Where replaced values are saved. */
export function isBackup(ref: string): boolean {
  return /^refs\/(heads|tags)\/replica-backup\//.test(ref);
}
