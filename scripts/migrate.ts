import { migrateRepository } from './migrate/migrate-repository.ts';
import type { Migration } from './migrate/migration.ts';
import { showProgress } from './migrate/progress.ts';
import { readArguments, usage } from './migrate/read-arguments.ts';
import { renderMigration, renderTotal } from './migrate/render-migration.ts';
import { awsPlace } from './restore/aws-place.ts';
import { runCommand } from './run-command.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

await runCommand(usage, async (args) => {
  useSandboxKey(process.env);
  const options = readArguments(args);
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
  return migrations.some(({ status }) => status === 'failed') ? 1 : 0;
});
