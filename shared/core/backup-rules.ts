/** One backup of the configuration, durations in milliseconds. */
export interface BackupRules {
  readonly repository: string;
  /** Whose stack makes it; every stack's when absent. */
  readonly region?: string;
  readonly everyMs: number;
  readonly fullEveryMs: number;
  readonly keepMs: number;
}

/** The backups that the stack of a Region makes: those that name it, and those that name none. */
export function backupsIn(
  all: Readonly<Record<string, BackupRules>>,
  region: string,
): Readonly<Record<string, BackupRules>> {
  const here = Object.entries(all).filter(([, backup]) => (backup.region ?? region) === region);
  return Object.fromEntries(here);
}
