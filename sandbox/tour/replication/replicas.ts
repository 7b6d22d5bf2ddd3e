import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { scopeOf, type World } from '../../kernel/world.ts';
import { type ReplicaRecord, replicaRecords } from '../../page/replica-records.ts';
import { referencesOf } from '../../services/codecommit/branches/reference-digest.ts';
import { requireGit } from '../../services/codecommit/objects/run-git.ts';
import { until } from '../until.ts';

/** The repository that is replicated; the same name on every side. */
export const repositoryName = 'harbor-ledger';
export const source = 'us-east-1';
export const london = { city: 'London', region: 'eu-west-2' } as const;
export const seoul = { city: 'Seoul', region: 'ap-northeast-2' } as const;

/** A branch that is deleted in the course of the chapter; London's policy keeps it for a week. */
export const keptInLondon = 'refs/heads/feature/audit';

export type Replica = typeof london | typeof seoul;

/** Branches and tags of the repository in a Region; empty when it is not there. */
export async function refsIn(world: World, region: string): Promise<ReadonlyMap<string, string>> {
  return (await referencesOf(scopeOf(world, region), repositoryName)) ?? new Map<string, string>();
}

/**
 * Waits until a replica has every branch and tag of the source where the source has it, and none besides but those in
 * `besides`. Gives the seconds that it took.
 */
export async function untilEqual(
  world: World,
  replica: Replica,
  { besides = [] }: { besides?: readonly string[] } = {},
): Promise<number> {
  const from = performance.now();
  await until(`${replica.city} to have what ${source} has`, async () => {
    const wanted = await refsIn(world, source);
    const found = await refsIn(world, replica.region);
    const isMore = [...found.keys()].some((ref) => !wanted.has(ref) && !besides.includes(ref));
    return wanted.size > 0 && !isMore && [...wanted].every(([ref, id]) => found.get(ref) === id);
  });
  return (performance.now() - from) / 1_000;
}

/**
 * Proves with git's own means that the replica holds what the source holds: `fsck` finds nothing wrong, and the names
 * of all objects that the source's branches and tags reach are the same. Gives a line to print.
 */
export async function proof(world: World, replica: Replica): Promise<string> {
  const tips = [...(await refsIn(world, source)).values()];
  const [ours, theirs] = [source, replica.region].map((region) => folderOf(world, region));
  const expected = await objectsBelow(ours ?? '', tips);
  const found = await objectsBelow(theirs ?? '', tips);
  if (found.digest !== expected.digest) throw new Error(`${replica.city} lacks objects that ${source} has`);
  await requireGit(['fsck', '--full', '--strict', '--no-dangling', '--no-progress'], { cwd: theirs ?? '' });
  return `${replica.city.padEnd(6)} ${tips.length} branches and tags, ${found.count} objects, digest ${found.digest.slice(0, 12)} on both sides, git fsck clean`;
}

async function objectsBelow(folder: string, tips: readonly string[]) {
  const output = await requireGit(['rev-list', '--objects', '--no-object-names', ...tips], { cwd: folder });
  const names = output.toString('latin1').trim().split('\n').sort();
  return { count: names.length, digest: createHash('sha256').update(names.join('\n')).digest('hex') };
}

function folderOf(world: World, region: string): string {
  return join(world.folder, 'repositories', world.account, region, `${repositoryName}.git`);
}

/** Waits until the stack's record of a replica says what is wanted. */
export function untilRecorded(
  world: World,
  { city, region }: Replica,
  wanted: { readonly what: string; readonly fits: (record: ReplicaRecord) => boolean },
): Promise<ReplicaRecord> {
  return until(`the record of ${city} to tell ${wanted.what}`, async () => {
    const records = await replicaRecords(world, source);
    return records.find(
      (record) => record.repository === repositoryName && record.region === region && wanted.fits(record),
    );
  });
}
