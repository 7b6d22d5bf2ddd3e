import { migrateRepository } from './migrate/migrate-repository.ts';
import type { Migration } from './migrate/migration.ts';
import { showProgress } from './migrate/progress.ts';
import { readArguments, usage } from './migrate/read-arguments.ts';
import { renderMigration, renderTotal } from './migrate/render-migration.ts';
import { awsPlace } from './restore/aws-place.ts';
import { runCommand } from './run-command.ts';
import { print, printJson, progress } from './terminal.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

await runCommand(usage, async (args) => {
  useSandboxKey(process.env);
  const options = readArguments(args);
  const place = await awsPlace(options, process.env);
  const shown = showProgress(progress);
  const migrations: Migration[] = [];
  for (const job of options.jobs) {
    const context = { place, environment: process.env, description: options.description, progress: shown };
    const migration = await migrateRepository(context, job);
    migrations.push(migration);
    if (!options.json) print(renderMigration(migration));
  }
  if (options.json) printJson(migrations);
  else if (options.jobs.length > 1) print(renderTotal(migrations));
  return migrations.some(({ status }) => status === 'failed') ? 1 : 0;
});
