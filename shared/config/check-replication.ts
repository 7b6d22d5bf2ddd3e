import { commonText } from './common-text.ts';
import type { ConfigPath } from './problem.ts';
import { entriesOf, property } from './raw-file.ts';
import { partitionOf } from './region-name.ts';

/** One entry as far as it can be read; the rest of it may be wrong and is told by the schema. */
interface Entry {
  readonly name: string;
  readonly repository: string;
  readonly from: string;
  readonly to: string;
  readonly refs: readonly string[];
}

interface Found {
  readonly path: ConfigPath;
  readonly message: string;
}

const everyRef = ['refs/heads/*', 'refs/tags/*'];

/**
 * What must hold between replications: two different Regions of one partition, each replica once, and one owner
 * for every ref of a replica, so that nothing runs in circles. Takes the file as it was read, so that it works
 * beside every other problem.
 */
export function findReplicationProblems(file: unknown): Found[] {
  const entries = entriesOf(property(file, 'replication')).flatMap(([name, value]) => readEntry(name, value));
  const found: Found[] = [];
  const sound: Entry[] = [];
  for (const entry of entries) {
    const problems = [
      ...wrongRegions(entry),
      ...sound.flatMap((earlier) => conflict(earlier, entry)).slice(0, 1),
    ];
    // Each ref of a replica having one source, there are few ways to walk: a wrong entry is not walked over.
    if (problems.length === 0) problems.push(...circles(sound, entry));
    if (problems.length === 0) sound.push(entry);
    found.push(...problems);
  }
  return found;
}

function wrongRegions({ name, from, to }: Entry): Found[] {
  const path = ['replication', name, 'to'];
  if (from === to)
    return [{ path, message: `is ${from} as well; a replica is in another Region than its source` }];
  if (partitionOf(from) === partitionOf(to)) return [];
  const partitions = `${from} is in the partition ${partitionOf(from)} and ${to} in ${partitionOf(to)}`;
  return [{ path, message: `${partitions}; credentials of one mean nothing in the other` }];
}

/** Two entries that would write the same refs of the same replica. */
function conflict(earlier: Entry, entry: Entry): Found[] {
  if (earlier.repository !== entry.repository || earlier.to !== entry.to) return [];
  const path = ['replication', entry.name, 'to'];
  if (earlier.from === entry.from)
    return [
      {
        path,
        message: `${earlier.name} replicates ${entry.repository} from ${entry.from} to ${entry.to} already; put all patterns under its refs`,
      },
    ];
  const ref = commonText([earlier.refs, entry.refs]);
  if (ref === undefined) return [];
  return [
    {
      path,
      message: `${earlier.name} writes refs such as ${example(ref)} there too; give each ref of a replica one source`,
    },
  ];
}

/** Replications that lead back to where they began, for some ref; told at the entry that closes the circle. */
function circles(earlier: readonly Entry[], entry: Entry): Found[] {
  const closed = wayBack(earlier, entry.to, [entry]);
  if (closed === undefined) return [];
  const others = closed.names.join(' and ');
  return [
    {
      path: ['replication', entry.name, 'refs'],
      message: `with ${others}, refs such as ${example(closed.ref)} would run in a circle; two-way replication needs patterns that no ref fits on both sides`,
    },
  ];
}

function wayBack(
  entries: readonly Entry[],
  region: string,
  way: readonly Entry[],
): { names: string[]; ref: string } | undefined {
  const [start] = way;
  const ref = commonText(way.map(({ refs }) => refs));
  if (ref === undefined || start === undefined) return undefined;
  if (region === start.from && way.length > 1) return { names: way.slice(1).map(({ name }) => name), ref };
  for (const next of entries) {
    if (next.repository !== start.repository || next.from !== region || way.includes(next)) continue;
    const found = wayBack(entries, next.to, [...way, next]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readEntry(name: string, value: unknown): Entry[] {
  const [repository, from, to] = ['repository', 'from', 'to'].map((key) => property(value, key));
  const refs = property(value, 'refs') ?? everyRef;
  if (typeof repository !== 'string' || typeof from !== 'string' || typeof to !== 'string') return [];
  if (!Array.isArray(refs) || refs.length > 20) return [];
  const patterns = refs.filter((ref) => typeof ref === 'string' && ref.length <= 256);
  return [{ name, repository, from, to, refs: patterns }];
}

/** The shortest text that fits may end where a name begins. */
function example(ref: string): string {
  return ref.endsWith('/') ? `${ref}…` : ref;
}
