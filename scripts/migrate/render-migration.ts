import { sizeOf } from '../size-of.ts';
import type { Migration } from './migration.ts';

/** So many refs are named; `--json` lists all. */
const mostLines = 50;

/** What became of one repository, for people. */
export function renderMigration(migration: Migration): string {
  const { source, repository, region, status, problem, left, notCarried } = migration;
  const head = `${status === 'migrated' ? 'Migrated' : 'Failed'}  ${source} → ${repository} in ${region}`;
  const lines = [
    ...(problem === undefined ? [] : [`  ${problem}`]),
    ...left.slice(0, mostLines).map(({ ref, reason }) => `  ${ref}: ${reason}`),
    ...(left.length > mostLines ? [`  … and ${left.length - mostLines} more; --json lists all.`] : []),
    ...(migration.digest === undefined ? [] : [`  ${contents(migration)}`]),
    ...notCarried.map((sentence) => `  ${sentence}`),
  ];
  return `${plain([head, ...lines].join('\n'))}\n`;
}

/** The last line of a list. */
export function renderTotal(migrations: readonly Migration[]): string {
  const failed = migrations.filter(({ status }) => status === 'failed').map(({ repository }) => repository);
  const total = `${migrations.length - failed.length} of ${migrations.length} repositories migrated`;
  return failed.length === 0
    ? `${total}.\n`
    : plain(`${total}; failed: ${failed.join(', ')}. Run it again to go on.`) + '\n';
}

function contents({
  branches,
  tags,
  defaultBranch,
  digest,
  requests,
  bytesSent,
  created,
}: Migration): string {
  const where = created ? 'in a repository that was made' : 'in a repository that was there';
  const branch = defaultBranch === undefined ? '' : `, default branch ${defaultBranch}`;
  return `${branches} branches and ${tags} tags${branch}, ${where}; digest ${digest?.slice(0, 12)} on both sides (${requests} requests, ${sizeOf(bytesSent)}).`;
}

/** Names come from a server: what could steer a terminal is shown as a question mark. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly these are taken out, the end of a line excepted
  return text.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '?');
}
