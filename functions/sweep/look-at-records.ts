import { replicaOf } from '../../shared/core/sweep-record.ts';
import { backupKey } from '../../shared/store/backups.ts';
import type { RecordKey } from '../../shared/store/items.ts';
import { replicaRecordKey } from '../../shared/store/replicas.ts';
import type { Looked } from './look-in-turn.ts';
import type { ObservePorts } from './observe.ts';
import type { Look } from './plan-looks.ts';

interface Idle {
  readonly isIdle: boolean;
}

/** Finds the replicas that nobody looks after. */
export function lookAtReplicas(
  ports: Pick<ObservePorts, 'dueWork'>,
  looks: readonly Look[],
): Promise<Looked<Idle>> {
  return lookAtRecords(ports, looks, (name) => replicaRecordKey(replicaOf(name)));
}

/** Finds the backups that nobody looks after. */
export function lookAtBackups(
  ports: Pick<ObservePorts, 'dueWork'>,
  looks: readonly Look[],
): Promise<Looked<Idle>> {
  return lookAtRecords(ports, looks, (name) => ({ pk: backupKey(name), sk: 'state' }));
}

async function lookAtRecords(
  { dueWork }: Pick<ObservePorts, 'dueWork'>,
  looks: readonly Look[],
  keyOf: (name: string) => RecordKey,
): Promise<Looked<Idle>> {
  const attended = await dueWork.attended(looks.map(({ thing }) => keyOf(thing.name)));
  const known = new Set(attended.map(({ pk, sk }) => `${pk} ${sk}`));
  const found = looks.map((look) => {
    const { pk, sk } = keyOf(look.thing.name);
    return { look, found: { isIdle: !known.has(`${pk} ${sk}`) } };
  });
  return { found, failed: [], rest: [] };
}
