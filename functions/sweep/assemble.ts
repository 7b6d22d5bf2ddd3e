import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { lambdaWaker } from '../../shared/aws/lambda.ts';
import {
  hasPatterns,
  namedRepositories,
  projectsOf,
  type Repositories,
  repositoriesIn,
} from '../../shared/config/rules-for.ts';
import type { Config } from '../../shared/config/schema.ts';
import { backupsIn } from '../../shared/core/backup-rules.ts';
import { ControllerError } from '../../shared/core/error.ts';
import type { DeadLetters, System } from '../../shared/core/ports.ts';
import type { Instant } from '../../shared/core/time.ts';
import { wakeAll } from '../../shared/effects/wake.ts';
import { eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { once } from '../../shared/runtime/once.ts';
import { dueWork } from '../../shared/store/due-work.ts';
import { sweepRecords } from '../../shared/store/sweep.ts';
import { decide } from './decide.ts';
import { Event, type SweepRequest } from './event.ts';
import { keepRecord } from './keep-record.ts';
import { type Names, observe } from './observe.ts';
import { remember } from './remember.ts';

/** The environment variables of this function. */
export const variables = [
  'TABLE_NAME',
  'VALIDATE_PULL_REQUEST_FUNCTION',
  'REPORT_BUILD_FUNCTION',
  'REPLICATE_REPOSITORY_FUNCTION',
  'BACK_UP_REPOSITORY_FUNCTION',
  'AWS_REGION',
] as const;

/** The function, put together from SDK clients; the simulation hands in clients and a clock of its own. */
export function sweep(parts: {
  readonly environment: Readonly<Record<(typeof variables)[number], string>>;
  readonly config: Pick<Config, 'backup' | 'replication' | 'repositories'>;
  readonly system: System;
  readonly settings?: ClientSettings;
}): (event: unknown) => Promise<Handled> {
  const { environment, config, system, settings = {} } = parts;
  const waker = lambdaWaker(settings);
  const place = { tableName: environment.TABLE_NAME, now: () => system.clock.now() };
  const records = sweepRecords(place, settings);
  const functionNames = {
    'validate-pull-request': environment.VALIDATE_PULL_REQUEST_FUNCTION,
    'report-build': environment.REPORT_BUILD_FUNCTION,
    'replicate-repository': environment.REPLICATE_REPOSITORY_FUNCTION,
    'back-up-repository': environment.BACK_UP_REPOSITORY_FUNCTION,
  };
  const codecommit = once(async () => (await import('../../shared/aws/codecommit.ts')).codeCommit(settings));
  const codebuild = once(async () => (await import('../../shared/aws/codebuild.ts')).codeBuild(settings));
  const ports = {
    clock: system.clock,
    records,
    dueWork: dueWork(environment.TABLE_NAME, settings),
    // Not needed in a minute in which it is nobody's turn.
    listOpen: async (repository: string) => (await codecommit()).listOpen(repository),
    listBuilds: async (project: string, since: Instant) => (await codebuild()).listSince(project, since),
    listNames: namesBy(config, environment.AWS_REGION, async () => (await codecommit()).listRepositories()),
    replicas: Object.values(config.replication)
      .filter(({ from }) => from === environment.AWS_REGION)
      .map(({ repository, to: region }) => ({ repository, region })),
    backups: Object.keys(backupsIn(config.backup, environment.AWS_REGION)),
  };
  return eventHandler<SweepRequest>({
    schema: Event,
    deadLetters: onFailureDestination,
    async run(request) {
      const observed = await observe(ports, request);
      const { effects, reason } = decide(observed);
      const asleep = await wakeAll(waker, functionNames, effects);
      const found = asleep.flatMap(({ wake }) => wake.found ?? []);
      await keepRecord(records, observed.stored, remember(observed, found));
      if (asleep.length > 0) {
        const errors = asleep.map(({ error }) => error);
        throw new AggregateError(errors, `${asleep.length} of ${effects.length} could not be woken.`);
      }
      return { effects, reason };
    },
  });
}

/** A pattern is looked up among the repositories that exist; where each has an entry of its own, nothing is listed. */
function namesBy(config: Repositories, region: string, list: () => Promise<string[]>): () => Promise<Names> {
  const namesOf = (repositories: readonly string[]) => ({
    repositories,
    projects: projectsOf(config, repositories, region),
  });
  const named = namedRepositories(config, region);
  if (!hasPatterns(config, region)) {
    const names = namesOf(named);
    return async () => names;
  }
  return async () => namesOf([...new Set([...named, ...repositoriesIn(config, await list(), region)])]);
}

/**
 * An event that the sweep does not understand fails its invocation. That is not tried again (maximumRetryAttempts
 * in function.yml), so Lambda puts it into the dead-letter queue with the reason, and no SQS client is needed.
 */
const onFailureDestination: DeadLetters = {
  keep: (_event, reason) => Promise.reject(new ControllerError('event-not-understood', reason)),
};
