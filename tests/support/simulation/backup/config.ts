import { loadConfig } from '../../../../shared/config/load.ts';
import type { Config } from '../../../../shared/config/schema.ts';

/** The repository that every run backs up, where it is, and what its backup is called. */
export const repositoryName = 'harbor-ledger';
export const region = 'us-east-1';
export const backupName = 'ledger';

export const config: Config = load();

function load(): Config {
  const loaded = loadConfig(`version: 1
repositories: { other: { pull-requests: { builds: { unit: { project: other-ci } } } } }
backup:
  ${backupName}:
    repository: ${repositoryName}
    every: 1h
    full-every: 1d
    keep: 30d
`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
