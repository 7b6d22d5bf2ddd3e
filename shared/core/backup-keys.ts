import type { Instant } from './time.ts';

/** One point of a chain of a backup of a repository. */
export interface PointPlace {
  readonly repository: string;
  readonly backup: string;
  readonly chain: string;
  readonly sequence: number;
}

/** Where a backup of a repository lies in the bucket, with the slash at the end. */
export function backupPrefix(repository: string, backup: string): string {
  return `${repository}/${backup}/`;
}

/** Where one chain lies: a full bundle and the incremental ones that build on it. */
export function chainPrefix(repository: string, backup: string, chain: string): string {
  return `${backupPrefix(repository, backup)}${chain}/`;
}

/** The record of one point of a chain. It is written once, after its bundle, and never replaced. */
export function pointKey(prefix: string, sequence: number): string {
  return `${prefix}${String(sequence).padStart(4, '0')}.json`;
}

/** True for the key of a point's record. */
export function isPointKey(key: string): boolean {
  return /\/\d{4}\.json$/.test(key);
}

/** The name of the backup that a key belongs to. */
export function backupOfKey(key: string): string {
  return key.split('/')[1] ?? '';
}

/**
 * The bundle of one point. The name of the run is in it: of two runs that write the same point only one gets its
 * record written, and that record must not name the other one's bundle.
 */
export function bundleKey(prefix: string, sequence: number, run: string): string {
  return `${prefix}${String(sequence).padStart(4, '0')}-${run}.bundle`;
}

/** A chain is named by the second in which it was begun, so that names sort as times do. */
export function chainName(at: Instant): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The time that `chainName` wrote; nothing for a folder that is no chain. */
export function chainTime(name: string): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
