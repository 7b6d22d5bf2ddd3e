import { inflateRawSync } from 'node:zlib';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { World } from '../kernel/world.ts';
import { clientsOf } from './clients.ts';

/** Why a ref of a replica is not what the source has. */
export interface RefTrouble {
  readonly kind: string;
  readonly wanted?: string;
  readonly found?: string;
  readonly reason: string;
  readonly since: number;
}

/** What the stack remembers of a replica, as far as the page and the tour look at it. */
export interface ReplicaRecord {
  readonly repository: string;
  readonly region: string;
  readonly from: string;
  readonly name: string;
  readonly pendingSince?: number;
  readonly failure?: { readonly attempts: number; readonly since: number; readonly reason: string };
  /** The build that has taken over from the function. */
  readonly handedOver?: { readonly buildId: string; readonly at: number };
  readonly listedAt?: number;
  readonly verifiedAt?: number;
  readonly troubles?: Readonly<Record<string, RefTrouble>>;
  readonly missingSince?: Readonly<Record<string, number>>;
  readonly traffic?: { readonly requests: number; readonly bytesSent: number };
}

/**
 * The replicas that the stack deployed in this Region keeps, read from its table as an operator would. None while no
 * stack is deployed.
 */
export async function replicaRecords(world: World, region: string): Promise<readonly ReplicaRecord[]> {
  const { cloudformation, dynamodb } = clientsOf(world, region);
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({}));
  const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
  const TableName = outputs.find(({ OutputKey }) => OutputKey === 'TableName')?.OutputValue;
  if (TableName === undefined) return [];
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({
      TableName,
      FilterExpression: 'begins_with(pk, :kind)',
      ExpressionAttributeValues: { ':kind': { S: 'replica#' } },
    }),
  );
  const records = Items.map(({ record }) => unpack(record?.S ?? '{}'));
  return records.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

function keyOf({ repository, region }: ReplicaRecord): string {
  return `${repository} ${region}`;
}

/** What grows with the number of refs is compressed in the record. */
function unpack(text: string): ReplicaRecord {
  // Written by the stack; what it leaves out is not shown.
  const { packed, ...record } = JSON.parse(text) as ReplicaRecord & { readonly packed?: string };
  if (packed === undefined) return record;
  const more = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8')) as Partial<
    Pick<ReplicaRecord, 'missingSince'>
  >;
  return { ...record, ...(more.missingSince && { missingSince: more.missingSince }) };
}
