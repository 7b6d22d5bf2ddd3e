import { parseArgs } from 'node:util';
import { misuse } from '../run-command.ts';

export interface RestoreOptions {
  readonly repository: string;
  /** The last backup at or before this time; the newest when absent. */
  readonly at?: number;
  readonly into: string;
  readonly region?: string;
  readonly bucket?: string;
  /** That knows what was written into the bucket. */
  readonly table?: string;
  /** Nothing is compared with the table. */
  readonly trustBucket: boolean;
  /** Whose bucket and table they are when none is named. */
  readonly stack: string;
  readonly json: boolean;
}

export const usage = `Usage: npm run restore -- <repository> [--at <time>] [--into <repository>] [--region <region>] [--bucket <bucket>] [--table <table>]
Pipes the backups of a repository from the bucket into CodeCommit, in order, and compares the digest. It needs the bucket
and nothing else of Drawbridge; where the table still is, what the bucket holds is compared with it.
  --at      the last backup at or before this time, such as 2026-11-20 or 2026-11-20T14:30Z; the newest without it
  --into    the repository that it is restored into, made when missing; the same name without it
  --region  where bucket and repository are; AWS_REGION without it
  --bucket  the bucket of backups; without it, the one of the stack (--stack, drawbridge-prod without it)
  --table   the table that knows what was written into the bucket; without it, the one of the stack
  --trust-bucket  restore what the bucket holds, whatever the table says
  --json    print the result as JSON
It ends with 0 when the repository is what the backup says, and with 1 when it is not, or the backup was never all of
the repository.`;

/** What is to be restored, and where; throws a sentence and the usage when it cannot be told. */
export function readArguments(args: readonly string[]): RestoreOptions {
  const { values, positionals } = parse(args);
  const [repository, ...more] = positionals;
  if (repository === undefined || more.length > 0)
    throw new Error(`One repository is restored at a time.\n${usage}`);
  return {
    repository,
    into: values.into ?? repository,
    stack: values.stack,
    json: values.json,
    trustBucket: values['trust-bucket'],
    ...(values.at !== undefined && { at: timeOf(values.at) }),
    ...(values.region !== undefined && { region: values.region }),
    ...(values.bucket !== undefined && { bucket: values.bucket }),
    ...(values.table !== undefined && { table: values.table }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        at: { type: 'string' },
        into: { type: 'string' },
        region: { type: 'string' },
        bucket: { type: 'string' },
        table: { type: 'string' },
        'trust-bucket': { type: 'boolean', default: false },
        stack: { type: 'string', default: 'drawbridge-prod' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw misuse(cause, usage);
  }
}

/** A day means its end, in UTC: "as it was on the 20th". A time without a zone is UTC as well. */
function timeOf(text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const time = Date.parse(day ? `${text}T23:59:59.999Z` : zoned);
  if (!Number.isNaN(time)) return time;
  throw new Error(`--at is "${text}", which is no time; write 2026-11-20 or 2026-11-20T14:30Z.`);
}
