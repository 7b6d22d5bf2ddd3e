import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ClientSettings } from '../aws/client-settings.ts';
import type { ReplicaKey, ReplicaRecord } from '../core/replica-record.ts';
import type { Records } from '../core/stored.ts';
import { tableRecords } from './table.ts';

/** An item holds 400 KB at most (DynamoDB, item size); what else the record holds needs far less than the rest. */
const mostPackedBytes = 300_000;

/**
 * Replicas, by repository and Region. What was last replicated is kept compressed, about 35 bytes for each ref. With
 * more refs than fit (some 8,000) it is not kept, and then a foreign write on that replica cannot be told from a
 * force push at the source: the setting for force pushes decides alone.
 */
export function replicaRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<ReplicaKey, ReplicaRecord> {
  return tableRecords({ ...place, keyOf: replicaRecordKey, pack, unpack }, settings);
}

/** Where a replica's record is; the sweep reads repository and Region back from it. */
export function replicaRecordKey({ repository, region }: ReplicaKey): { pk: string; sk: string } {
  return { pk: `replica#${repository}`, sk: region };
}

type Packed = Omit<ReplicaRecord, 'refs' | 'missingSince'> & { readonly packed?: string };
type Unpacked = Pick<ReplicaRecord, 'refs' | 'missingSince'>;

function pack({ refs, missingSince, ...rest }: ReplicaRecord): Packed {
  const unpacked: Unpacked = { missingSince, ...(refs && { refs }) };
  const packed = deflateRawSync(JSON.stringify(unpacked)).toString('base64');
  return packed.length > mostPackedBytes ? rest : { ...rest, packed };
}

/** The table holds what `pack` made. */
function unpack(value: unknown): ReplicaRecord {
  const { packed, ...rest } = value as Packed;
  if (packed === undefined) return { ...rest, missingSince: {} };
  const unpacked = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()) as Unpacked;
  return { ...rest, ...unpacked };
}
