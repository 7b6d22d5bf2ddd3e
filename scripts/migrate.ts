import { migrateRepository } from './migrate/migrate-repository.ts';
import type { Migration } from './migrate/migration.ts';
import { showProgress } from './migrate/progress.ts';
import { readArguments } from './migrate/read-arguments.ts';
import { renderMigration, renderTotal } from './migrate/render-migration.ts';
import { awsPlace } from './restore/aws-place.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run migrate -- <git url> <repository>, or -- --list <file>: mirrors repositories of any git server into
// CodeCommit through the pack pipe, without git and without a disk. It ends with 0 when all are what their sources
// are, and with 1 when one is not; running it again goes on.
try {
  useSandboxKey(process.env);
  const options = readArguments(process.argv.slice(2));
  const place = await awsPlace(options, process.env);
  const progress = showProgress(process.stderr);
  const migrations: Migration[] = [];
  for (const job of options.jobs) {
    const context = { place, environment: process.env, description: options.description, progress };
    const migration = await migrateRepository(context, job);
    migrations.push(migration);
    if (!options.json) process.stdout.write(renderMigration(migration));
  }
  if (options.json) process.stdout.write(`${JSON.stringify(migrations, null, 2)}\n`);
  else if (options.jobs.length > 1) process.stdout.write(renderTotal(migrations));
  if (migrations.some(({ status }) => status === 'failed')) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
