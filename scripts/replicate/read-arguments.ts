import { parseArgs } from 'node:util';
import { misuse } from '../run-command.ts';

export interface ReplicateOptions {
  /** Shows what would be done. */
  readonly dryRun: boolean;
  /** Deletes nothing on the replica. */
  readonly keep: boolean;
  readonly json: boolean;
}

export const usage = `Usage: npm run replicate -- <source url> <replica url> [--dry-run] [--keep] [--json]
Makes the branches and tags of one git repository those of another, by the engine that the stack uses.
  An address is https://…, http://… or codecommit::<region>://<repository>.
  --dry-run  show what would be done, and write nothing
  --keep     delete nothing on the replica
  --json     print everything as JSON
It ends with 0 when nothing was refused or left, and with 1 when something was, or a server cannot be worked with.`;

/** Source and replica, and the options; throws with the usage when it is not called so. */
export function readArguments(
  args: readonly string[],
): { source: string; replica: string } & ReplicateOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [source, replica, ...more] = positionals;
    if (source === undefined || replica === undefined || more.length > 0)
      throw new Error('It takes two addresses.');
    return { source, replica, dryRun: values['dry-run'], keep: values.keep, json: values.json };
  } catch (cause) {
    throw misuse(cause, usage);
  }
}
