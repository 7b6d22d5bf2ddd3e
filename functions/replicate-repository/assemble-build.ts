import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeCommitReplica } from '../../shared/aws/codecommit-replica.ts';
import type { Config } from '../../shared/config/schema.ts';
import { hour } from '../../shared/core/time.ts';
import type { SyncProgress } from '../../shared/git/types.ts';
import type { Exchange } from '../../shared/git/wire/exchange.ts';
import { replicaRecords } from '../../shared/store/replicas.ts';
import { type EndPorts, runToTheEnd } from './run-to-the-end.ts';

/** The environment variables of the build. */
export const buildVariables = ['REPLICATION', 'TABLE_NAME', 'AWS_REGION'] as const;

/** Those that have a default: without it AWS's own addresses are used. */
export const optionalBuildVariables = ['AWS_ENDPOINT_URL'] as const;

type Environment = Readonly<Record<(typeof buildVariables)[number], string>> &
  Readonly<Partial<Record<(typeof optionalBuildVariables)[number], string>>>;

/** The build has eight hours; no push is begun in the last half hour, so that there is time to remember. */
const beginsPushesForMs = 7.5 * hour;

/**
 * What a build does that takes a replication over, put together from clients; tests hand in clients, a clock and a way
 * to git of their own. It gives false when something was left undone that could be done.
 */
export function replicationBuild(
  parts: Pick<EndPorts, 'clock' | 'pause' | 'print'> & {
    readonly environment: Environment;
    readonly config: Pick<Config, 'replication'>;
    readonly settings?: ClientSettings;
    readonly exchange?: Exchange;
  },
): () => Promise<boolean> {
  const { environment, config, clock, pause, print, exchange, settings = {} } = parts;
  const name = environment.REPLICATION;
  return async () => {
    const replication = Object.hasOwn(config.replication, name) ? config.replication[name] : undefined;
    if (replication === undefined) {
      print('The replication that this build was started for is not in drawbridge.yml.');
      return false;
    }
    const { repository, from, to, policy } = replication;
    print(`${name}: ${repository} from ${from} to ${to}`);
    const patience = {
      beginsPushesForMs,
      transferMs: 8 * hour,
      onProgress: ({ refsDone, refsTotal, bytesSent }: SyncProgress) =>
        print(`${refsDone} of ${refsTotal} refs, ${Math.ceil(bytesSent / 1_048_576)} MiB`),
    };
    const { now } = clock;
    const endpoint = environment.AWS_ENDPOINT_URL;
    const replica = codeCommitReplica(
      { repository, from, to, policy, endpoint, now, exchange, patience },
      settings,
    );
    const records = replicaRecords({ tableName: environment.TABLE_NAME, now }, settings);
    return runToTheEnd({ records, replica, clock, pause, print }, { name, ...replication });
  };
}
