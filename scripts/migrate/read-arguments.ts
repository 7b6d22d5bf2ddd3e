import { parseArgs } from 'node:util';
import { nameOf, readInput } from '../read-input.ts';
import { misuse } from '../run-command.ts';
import { type MigrationJob, readList } from './read-list.ts';

export interface MigrateOptions {
  readonly jobs: readonly MigrationJob[];
  readonly region?: string;
  /** For repositories that are made. */
  readonly description?: string;
  readonly json: boolean;
}

export const usage = `Usage: npm run migrate -- <git url> <repository> [--region <region>] [--description <text>] [--json]
       npm run migrate -- --list <file> [--region <region>] [--json]
Mirrors repositories of any git server into CodeCommit, without git and without a disk.
  <git url>      https://…, http://… or codecommit::<region>://<repository>
  <repository>   its name in CodeCommit; made when missing
  --list         a file, or - for standard input, with a line \`<git url> <repository>\` for each
  --region       where the repository is to be; AWS_REGION without it
  --description  of a repository that is made
  --json         print the results as JSON
It ends with 0 when all are what their sources are, and with 1 when one is not; running it again goes on.`;

/** What is to be migrated; throws a sentence and the usage when it cannot be told. */
export function readArguments(args: readonly string[]): MigrateOptions {
  const { values, positionals } = parse(args);
  return {
    jobs: jobsOf(values.list, positionals),
    json: values.json,
    ...(values.region !== undefined && { region: values.region }),
    ...(values.description !== undefined && { description: values.description }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: 'string' },
        region: { type: 'string' },
        description: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw misuse(cause, usage);
  }
}

function jobsOf(list: string | undefined, positionals: readonly string[]): readonly MigrationJob[] {
  const [url, repository, ...more] = positionals;
  if (list !== undefined) {
    if (url !== undefined) throw new Error(`Give a list or an address, not both.\n${usage}`);
    return readList(nameOf(list), readInput(list));
  }
  if (url === undefined || repository === undefined || more.length > 0)
    throw new Error(`An address and a repository name are needed.\n${usage}`);
  return [{ url, repository }];
}
