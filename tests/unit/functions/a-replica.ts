import type { RefChange } from '../../../functions/replicate-repository/event.ts';
import type { Observed, ReplicationSettings } from '../../../functions/replicate-repository/observe.ts';
import { newReplica, type ReplicaRecord } from '../../../shared/core/replica-record.ts';
import type { ReplicationResult } from '../../../shared/core/replication.ts';
import { noon } from '../../support/builders.ts';

export const main = 'refs/heads/main';
export const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string];

export const settings: ReplicationSettings = {
  name: 'to-london',
  repository: 'ledger',
  from: 'us-east-1',
  to: 'eu-west-2',
  policy: { refs: ['refs/heads/*', 'refs/tags/*'], rules: [{ refs: '*', forcePush: 'follow' }] },
};

/** A replica that is up to date since ten minutes before noon, with main at `one`. */
export function aReplica(more: Partial<ReplicaRecord> = {}): ReplicaRecord {
  return {
    ...newReplica({ name: 'to-london', repository: 'ledger', region: 'eu-west-2', from: 'us-east-1' }),
    refs: { [main]: one },
    listedAt: noon - 600_000,
    verifiedAt: noon - 600_000,
    defaultBranches: { source: main, replica: main },
    ...more,
  };
}

/** main moves from `one` to `two` at noon. */
export function aMove(more: Partial<RefChange> = {}): RefChange {
  return { ref: main, old: one, new: two, at: noon, ...more };
}

export function observedOf(record: ReplicaRecord | undefined, more: Partial<Observed> = {}): Observed {
  return {
    key: { repository: 'ledger', region: 'eu-west-2' },
    turnId: 'run/1',
    settings,
    place: { partition: 'aws', account: '111122223333' },
    chance: 0,
    ...(record && { record, before: record }),
    ...more,
  };
}

type Synced = Extract<ReplicationResult, { kind: 'synced' }>;

/** A look at both sides that found main at `one` on both. */
export function synced(more: Partial<Synced> = {}): Synced {
  return {
    kind: 'synced',
    at: noon,
    listedAt: noon,
    source: { [main]: one },
    replica: { [main]: one },
    results: [],
    kept: [],
    foreign: [],
    vanished: [],
    digests: { source: 'd1', replica: 'd1' },
    defaultBranches: { source: main, replica: main },
    largeFiles: { pointers: 0, bytes: 0, complete: true },
    traffic: { requests: 2, bytesSent: 10, bytesReceived: 20 },
    ...more,
  };
}
