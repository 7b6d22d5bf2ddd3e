import type { ReplicaKey, ReplicaRecord } from '../../shared/core/replica-record.ts';
import type { RefChange } from './event.ts';

/** One entry of `replication` in drawbridge.yml. */
export interface ReplicationSettings {
  readonly name: string;
  readonly repository: string;
  readonly from: string;
  readonly to: string;
  readonly policy: {
    readonly refs: readonly string[];
    readonly rules: readonly { readonly refs: string; readonly forcePush?: string }[];
  };
}

/** What the decision rests on. Both sides are read by the effect itself, the replica first: their order is the lock. */
export interface Observed {
  readonly key: ReplicaKey;
  /** Tells this look at the record from every other one. */
  readonly turnId: string;
  /** Nothing when it has left the configuration. */
  readonly settings?: ReplicationSettings;
  readonly change?: RefChange;
  /** For the ARNs of our own events. */
  readonly place: { readonly partition: string; readonly account: string };
  /** From 0 to 1, different for each run, so that many replicas are not looked at in the same moment. */
  readonly chance: number;
  /** As the record was found. */
  readonly before?: ReplicaRecord;
  readonly record?: ReplicaRecord;
}

export interface Look {
  readonly settings: ReplicationSettings | undefined;
  readonly change: RefChange | undefined;
  readonly runId: string;
  readonly place: Observed['place'];
}

/**
 * Gives what a run looks at. Its first look may trust the event to name what changed; a later one comes after
 * others left their marks, and looks at everything.
 */
export function observer({ settings, change, runId, place }: Look) {
  let looks = 0;
  return async (key: ReplicaKey, { record }: { readonly record?: ReplicaRecord }): Promise<Observed> => {
    looks += 1;
    return {
      key,
      turnId: `${runId}/${looks}`,
      chance: chanceOf(runId),
      place,
      ...(settings && { settings }),
      ...(change && looks === 1 && { change }),
      ...(record && { record, before: record }),
    };
  };
}

/** The run's id as a number from 0 to 1. */
function chanceOf(runId: string): number {
  const digits = Number.parseInt(runId.replaceAll(/[^0-9a-f]/gi, '').slice(0, 8), 16);
  return Number.isNaN(digits) ? 0.5 : digits / 0xffff_ffff;
}
