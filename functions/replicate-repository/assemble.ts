import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeCommitReplica } from '../../shared/aws/codecommit-replica.ts';
import { ownEvents } from '../../shared/aws/own-events.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { System } from '../../shared/core/ports.ts';
import type { Exchange } from '../../shared/git/wire/exchange.ts';
import { type Call, eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { lateDeadLetters } from '../../shared/runtime/late-dead-letters.ts';
import { lateRunner } from '../../shared/runtime/late-runner.ts';
import { replicaRecords } from '../../shared/store/replicas.ts';
import { Event, type ReplicationRequest } from './event.ts';
import { replicate } from './replicate.ts';

/** The environment variables of this function. */
export const variables = [
  'TABLE_NAME',
  'DEAD_LETTER_QUEUE_URL',
  'PARTITION',
  'ACCOUNT_ID',
  'RUNNER_PROJECT',
  'AWS_REGION',
] as const;

/**
 * Those that have a default. Where an operator has put all of AWS behind one address, git is below it too
 * (`/v1/repos/<name>`), and the Region of the signature tells which repository is meant.
 */
export const optionalVariables = ['AWS_ENDPOINT_URL'] as const;

type Environment = Readonly<Record<(typeof variables)[number], string>> &
  Readonly<Partial<Record<(typeof optionalVariables)[number], string>>>;

/** The function, put together from SDK clients; tests hand in clients, a clock and a way to git of their own. */
export function replicateRepository(parts: {
  readonly environment: Environment;
  readonly config: Pick<Config, 'replication'>;
  readonly system: System;
  readonly settings?: ClientSettings;
  readonly exchange?: Exchange;
}): (event: unknown, call?: Call) => Promise<Handled> {
  const { environment, config, system, exchange, settings = {} } = parts;
  const all = Object.entries(config.replication)
    .map(([name, replication]) => ({ name, ...replication }))
    .filter(({ from }) => from === environment.AWS_REGION);
  const { now } = system.clock;
  const ports = {
    system,
    all,
    records: replicaRecords({ tableName: environment.TABLE_NAME, now }, settings),
    events: ownEvents(settings),
    runner: lateRunner(environment.RUNNER_PROJECT, settings),
    place: { partition: environment.PARTITION, account: environment.ACCOUNT_ID },
    replicaOf: ({ repository, from, to, policy }: (typeof all)[number]) =>
      codeCommitReplica(
        { repository, from, to, policy, endpoint: environment.AWS_ENDPOINT_URL, now, exchange },
        settings,
      ),
  };
  return eventHandler<ReplicationRequest>({
    schema: Event,
    deadLetters: lateDeadLetters(
      { queueUrl: environment.DEAD_LETTER_QUEUE_URL, functionName: 'replicate-repository' },
      settings,
    ),
    run: (request, call) => replicate(ports, request, call),
  });
}
