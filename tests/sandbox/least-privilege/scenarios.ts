import { backupScenarios } from './backup-scenarios.ts';
import { pullRequestScenarios } from './pull-request-scenarios.ts';
import { replicationScenarios } from './replication-scenarios.ts';

/** Together they use all that the roles grant. */
export const scenarios = { ...pullRequestScenarios, ...replicationScenarios, ...backupScenarios };
export type ScenarioName = keyof typeof scenarios;
