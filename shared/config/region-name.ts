import * as z from 'zod';
import { nearestKey } from './nearest-key.ts';

/** The Regions of each partition (the SDK's own list of partitions; a test tells when that knows more). */
const PARTITIONS: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'me-west-1',
    'mx-central-1',
    'sa-east-1',
    'sa-west-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-iso': ['us-iso-east-1', 'us-iso-west-1'],
  'aws-iso-b': ['us-isob-east-1', 'us-isob-west-1'],
  'aws-iso-e': ['eu-isoe-west-1'],
  'aws-iso-f': ['us-isof-east-1', 'us-isof-south-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

/** Every Region that can be written in `drawbridge.yml`. */
export const regionNames: readonly string[] = Object.values(PARTITIONS).flat();

/** The name of a Region that exists; for one that does not the likely one is told. */
export const RegionName = z
  .string()
  .refine((name) => regionNames.includes(name), {
    error: ({ input }) => unknownRegion(String(input)),
  })
  .meta({ enum: [...regionNames] });

function unknownRegion(name: string): string {
  const nearest = nearestKey(name, regionNames);
  const hint =
    nearest === undefined ? 'names are such as eu-west-2 or us-east-1' : `did you mean ${nearest}?`;
  return `AWS has no Region of this name (${hint})`;
}

/** The partition of a Region. Credentials of one partition mean nothing in another. */
export function partitionOf(region: string): string {
  const known = Object.entries(PARTITIONS).find(([, regions]) => regions.includes(region));
  return known?.[0] ?? 'aws';
}
