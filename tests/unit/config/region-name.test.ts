import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { partitionOf, regionNames } from '../../../shared/config/region-name.ts';

/** The SDK's own table, which is not one of its exports: `"id": "aws"` or `"eu-west-1": {` at the places meant. */
const table = readFileSync(
  join(
    import.meta.dirname,
    '../../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
  ),
  'utf8',
);

describe('the Regions that can be written', () => {
  it('are those that the SDK knows, no more and no fewer', () => {
    const known = [...table.matchAll(/"?([a-z]+(?:-[a-z]+)+-[0-9]+)"?: \{/g)].map(([, name = '']) => name);

    expect(known.length).toBeGreaterThan(40);
    expect(regionNames.toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...known].toSorted((a, b) => a.localeCompare(b)),
    );
  });

  it.each([
    ['us-east-1', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-west-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
  ])('%s is in the partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});
