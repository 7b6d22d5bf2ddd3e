import type { ClientSettings } from '../aws/client-settings.ts';
import type { ReplicationRunner } from '../core/replication.ts';
import { once } from './once.ts';

/** The replication runner's build project, whose client is loaded when the first build is started: hardly ever. */
export function lateRunner(project: string, settings: ClientSettings): ReplicationRunner {
  const runner = once(async () =>
    (await import('../aws/replication-runner.ts')).replicationRunner(project, settings),
  );
  return {
    start: async (order) => (await runner()).start(order),
    look: async (buildId) => (await runner()).look(buildId),
  };
}
