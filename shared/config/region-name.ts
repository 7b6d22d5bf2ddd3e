import * as z from 'zod';

/** The form of AWS's Region names (`eu-west-2`, `us-gov-west-1`); which exist changes, so no list is kept. */
export const RegionName = z
  .string()
  .regex(/^[a-z]{2,4}(?:-[a-z]+){1,3}-[0-9]{1,2}$/, 'an AWS Region is written as eu-west-2 or us-east-1');

/**
 * The partition of a Region, by its name (AWS general reference, Regions of China, GovCloud and the isolated
 * partitions). Credentials of one partition mean nothing in another.
 */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  const isolated = /^[a-z]+-(?<network>iso[a-z]?)-/.exec(region)?.groups?.['network'];
  if (isolated === 'isoe') return 'aws-iso-e';
  if (isolated === undefined) return 'aws';
  return isolated === 'iso' ? 'aws-iso' : `aws-iso-${isolated.slice(3)}`;
}
