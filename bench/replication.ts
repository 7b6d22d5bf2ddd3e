import type { Benchmark, Row } from './benchmark.ts';
import { type Measurements, measureReplication } from './replication/measure.ts';
import type { Cost } from './replication/ways.ts';

const mostPeakBytes = 128 * 1024 * 1024;

/** The engine and git side by side, in the same minutes, on the same generated repository behind the same servers. */
export const replication: Benchmark = {
  name: 'replication',
  about:
    'One new commit, and the seed, of a repository of 20,000 commits and about 350 MB to a replica, each in fresh processes (medians; memory: the worst).',
  async run() {
    return replicationRows(await measureReplication());
  },
};

/** Says what was measured, and judges it by the budgets. */
export function replicationRows({ commit, seed }: Measurements): Row[] {
  return [...commitRows(commit), ...seedRows(seed)];
}

function commitRows({ event, full, cached, clone, push }: Measurements['commit']): Row[] {
  const speed = event.seconds / clone.seconds;
  const bytes = event.toReplica / push.toReplica;
  return [
    {
      what: 'one commit, event path: time',
      ours: seconds(event),
      other: `clone + push: ${seconds(clone)}`,
      ratio: speed,
      budget: 'ratio 0.1',
      holds: speed <= 0.1,
    },
    {
      what: 'one commit, event path: time',
      ours: seconds(event),
      other: `cached mirror: ${seconds(cached)}`,
      ratio: event.seconds / cached.seconds,
    },
    {
      what: 'one commit, event path: requests',
      ours: String(event.requests),
      other: `clone + push: ${clone.requests}, cached mirror: ${cached.requests}`,
      budget: '2',
      holds: event.requests <= 2,
    },
    {
      what: 'one commit, event path: bytes to the replica',
      ours: bytesOf(event.toReplica),
      other: `git push: ${bytesOf(push.toReplica)}`,
      ratio: bytes,
      budget: 'ratio 1.1',
      holds: bytes <= 1.1,
    },
    {
      what: 'one commit, event path: all bytes on the wire',
      ours: bytesOf(event.wire),
      other: `clone + push: ${bytesOf(clone.wire)}, cached mirror: ${bytesOf(cached.wire)}`,
    },
    memoryRow('one commit, event path', event, { 'clone + push': clone, 'cached mirror': cached }),
    diskRow('one commit, event path', event, { 'clone + push': clone, 'cached mirror, kept': cached }),
    {
      what: 'one commit, both sides listed first: time',
      ours: seconds(full),
      other: `cached mirror: ${seconds(cached)}`,
      ratio: full.seconds / cached.seconds,
    },
    {
      what: 'one commit, both sides listed first: requests',
      ours: String(full.requests),
      other: `clone + push: ${clone.requests}, cached mirror: ${cached.requests}`,
      budget: '4',
      holds: full.requests <= 4,
    },
  ];
}

function seedRows({ pipe, clone }: Measurements['seed']): Row[] {
  const speed = pipe.seconds / clone.seconds;
  return [
    {
      what: 'seed: time',
      ours: seconds(pipe),
      other: `clone + push: ${seconds(clone)}`,
      ratio: speed,
      budget: 'ratio 1',
      holds: speed <= 1,
    },
    {
      what: 'seed: bytes to the replica',
      ours: bytesOf(pipe.toReplica),
      other: `clone + push: ${bytesOf(clone.toReplica)}`,
      ratio: pipe.toReplica / clone.toReplica,
    },
    memoryRow('seed', pipe, { 'clone + push': clone }),
    diskRow('seed', pipe, { 'clone + push': clone }),
  ];
}

/** Without /proc there is nothing to judge, and the row says so. */
function memoryRow(what: string, ours: Cost, others: Readonly<Record<string, Cost>>): Row {
  return {
    what: `${what}: peak memory`,
    ours: memoryOf(ours),
    other: namedCosts(others, memoryOf),
    budget: '128 MiB',
    ...(ours.peakBytes !== undefined && { holds: ours.peakBytes <= mostPeakBytes }),
  };
}

/** Nothing in its folder when it was done, and nothing that the kernel saw it write in between. */
function diskRow(what: string, ours: Cost, others: Readonly<Record<string, Cost>>): Row {
  const bytes = ours.diskBytes + (ours.writtenBytes ?? 0);
  return {
    what: `${what}: disk`,
    ours: bytesOf(bytes),
    other: namedCosts(others, ({ diskBytes }) => bytesOf(diskBytes)),
    budget: '0 B',
    holds: bytes === 0,
  };
}

function namedCosts(costs: Readonly<Record<string, Cost>>, figure: (cost: Cost) => string): string {
  return Object.entries(costs)
    .map(([name, cost]) => `${name}: ${figure(cost)}`)
    .join(', ');
}

function seconds(cost: Cost): string {
  return `${cost.seconds.toFixed(2)} s`;
}

function memoryOf({ peakBytes }: Cost): string {
  return peakBytes === undefined ? 'not known on this system' : `${(peakBytes / 1024 / 1024).toFixed(0)} MiB`;
}

function bytesOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
