import { isControllerError } from '../../shared/core/error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { ReplicaKey, ReplicaRecord } from '../../shared/core/replica-record.ts';
import { newReplica } from '../../shared/core/replica-record.ts';
import type { Replica, SyncOutcome } from '../../shared/core/replication.ts';
import type { Records } from '../../shared/core/stored.ts';
import { foldOutcome } from './fold-outcome.ts';
import type { ReplicationSettings } from './observe.ts';
import { orderOf } from './sync-order.ts';

/** One push holds so many refs, so that a build that is cut off leaves something done behind. */
const refsPerPush = 25;

/** Looks at both sides while others move refs of the replica at the same time. */
const mostLooks = 3;

/** Longer than the intent of a run that died lasts, at five seconds each. */
const mostTries = 240;

export interface EndPorts {
  readonly records: Pick<Records<ReplicaKey, ReplicaRecord>, 'load' | 'save'>;
  readonly replica: Pick<Replica, 'sync'>;
  readonly clock: Clock;
  /** Waits five seconds. */
  readonly pause: () => Promise<void>;
  readonly print: (line: string) => void;
}

/**
 * Brings one replica up to date however long it takes, by the same engine, policy and memory as the function, and
 * remembers what it wrote. False when a ref was left that could have moved; what was refused or kept is told, and
 * the function decides about it.
 */
export async function runToTheEnd(ports: EndPorts, settings: ReplicationSettings): Promise<boolean> {
  const { name, repository, from, to: region } = settings;
  const key = { repository, region };
  for (let look = 1; look <= mostLooks; look += 1) {
    const record = (await ports.records.load(key))?.record ?? newReplica({ ...key, name, from });
    // Large files are told of by the function, which reads the attributes when it looks afterwards.
    const { attributes: _function, ...order } = orderOf(record, ports.clock.now());
    const outcome = await ports.replica.sync({ ...order, refsPerPush });
    if (outcome === 'replica-missing') {
      ports.print(`${repository} does not exist in ${region}; the function creates it.`);
      return false;
    }
    await remember(ports, key, outcome);
    for (const line of reportOf(outcome)) ports.print(line);
    if (outcome.results.some(({ status }) => status === 'left')) return false;
    if (outcome.results.every(({ status }) => status !== 'raced')) return true;
  }
  return false;
}

/** Only what is on the replica now; that the work is done, and what comes next, is the function's to find. */
async function remember(ports: EndPorts, key: ReplicaKey, outcome: SyncOutcome): Promise<void> {
  const { records, clock, pause, print } = ports;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const stored = await records.load(key);
    // A run at work would write over it what it has read before.
    if (stored !== undefined && stored.work === undefined) {
      const folded = foldOutcome(stored.record, { ...outcome, at: clock.now() });
      // What is wrong with refs is left for the function to find: it tells what is new to the record.
      const { refs, missingSince, listedAt, replaced } = folded;
      const memory = {
        missingSince,
        ...(refs && { refs }),
        ...(listedAt !== undefined && { listedAt }),
        ...(replaced && { replaced }),
      };
      const next = { ...stored, version: stored.version + 1, record: { ...stored.record, ...memory } };
      if (await isSaved(() => records.save(key, next, stored.version))) return;
    }
    if (stored === undefined) return;
    await pause();
  }
  print('The record was busy all the time; what was replicated is not remembered.');
}

async function isSaved(save: () => Promise<void>): Promise<boolean> {
  try {
    await save();
    return true;
  } catch (error) {
    if (isControllerError(error, 'version-conflict')) return false;
    throw error;
  }
}

function reportOf({ results, kept, digests }: SyncOutcome): string[] {
  const count = (wanted: string) => results.filter(({ status }) => status === wanted).length;
  const isEqual = digests.source === digests.replica;
  return [
    ...results.flatMap(({ ref, status, reason }) =>
      reason === undefined ? [] : [`${ref} ${status}: ${reason}`],
    ),
    ...kept.map(({ ref, reason }) => `${ref} kept: ${reason}`),
    `${count('done')} refs moved, ${count('refused')} refused, ${count('left')} left, ${count('raced')} raced.`,
    isEqual
      ? 'Both sides are equal.'
      : `The sides differ: source ${digests.source}, replica ${digests.replica}.`,
  ];
}
