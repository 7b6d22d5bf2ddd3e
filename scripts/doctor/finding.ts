/** What a team uses Drawbridge for, and what all of it stands on; in the order in which they are told. */
export const jobs = ['stack', 'pull requests', 'badges', 'replication', 'backups', 'operation'] as const;
export type Job = (typeof jobs)[number];

/**
 * How a thing is: it works; it works, but somebody should know; it could not be looked at; it would not work.
 * What could not be looked at is not taken for well.
 */
export const statuses = ['ok', 'warning', 'unknown', 'fails'] as const;
export type Status = (typeof statuses)[number];

/** One thing that was looked at. */
export interface Finding {
  readonly job: Job;
  readonly status: Status;
  /** What is so, as a sentence without its full stop. */
  readonly what: string;
  /** What to do about it: a sentence, or one command. */
  readonly remedy?: string;
}

/** Findings of one job, with their status first, as looks write them. */
export function findingsOf(job: Job) {
  const finding =
    (status: Status) =>
    (what: string, remedy?: string): Finding => ({
      job,
      status,
      what,
      ...(remedy !== undefined && { remedy }),
    });
  return {
    ok: finding('ok'),
    warning: finding('warning'),
    unknown: finding('unknown'),
    fails: finding('fails'),
  };
}

/** Whether everything that was looked at works; warnings do not stop anything. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status === 'ok' || status === 'warning');
}
