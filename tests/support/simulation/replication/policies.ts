import { loadConfig } from '../../../../shared/config/load.ts';
import type { Config } from '../../../../shared/config/schema.ts';

/** The repository, where it is and where its replica is. */
export const repositoryName = 'harbor-ledger';
export const sourceRegion = 'us-east-1';
export const replicaRegion = 'eu-west-2';

/** How a replica is kept in a run. */
export const policyNames = ['mirror', 'save', 'keep'] as const;
export type PolicyName = (typeof policyNames)[number];

/** Everything is followed; everything is followed and what it replaces is saved; nothing that somebody wrote is lost. */
const policies: Readonly<Record<PolicyName, readonly string[]>> = {
  mirror: ['force-push: follow', 'divergence: overwrite', 'prune: immediate'],
  save: ['force-push: follow-after-backup', 'divergence: backup', 'prune: 2h'],
  keep: ['force-push: refuse', 'divergence: keep-and-alarm', 'prune: never'],
};

/** The configuration with the replication of one policy. */
export const configs: Readonly<Record<PolicyName, Config>> = {
  mirror: load('mirror'),
  save: load('save'),
  keep: load('keep'),
};

function load(name: PolicyName): Config {
  const loaded = loadConfig(
    [
      'version: 1',
      'repositories: { other: { pull-requests: { builds: { unit: { project: other-ci } } } } }',
      'replication:',
      '  to-london:',
      `    repository: ${repositoryName}`,
      `    from: ${sourceRegion}`,
      `    to: ${replicaRegion}`,
      '    max-vanished: 100%',
      ...policies[name].map((line) => `    ${line}`),
    ].join('\n'),
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
