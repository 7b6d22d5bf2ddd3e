import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeBuild } from '../../shared/aws/codebuild.ts';
import { codeCommit } from '../../shared/aws/codecommit.ts';
import { lambdaWaker } from '../../shared/aws/lambda.ts';
import { deadLetterQueue } from '../../shared/aws/sqs.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { System } from '../../shared/core/ports.ts';
import { wakeAll } from '../../shared/effects/wake.ts';
import { eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { dueWork } from '../../shared/store/due-work.ts';
import { decide } from './decide.ts';
import { Event, type SweepRequest } from './event.ts';
import { observe } from './observe.ts';

/** The environment variables of this function. */
export const variables = [
  'TABLE_NAME',
  'DEAD_LETTER_QUEUE_URL',
  'VALIDATE_PULL_REQUEST_FUNCTION',
  'REPORT_BUILD_FUNCTION',
] as const;

/** The function, put together from SDK clients; the simulation hands in clients and a clock of its own. */
export function sweep(parts: {
  readonly environment: Readonly<Record<(typeof variables)[number], string>>;
  readonly config: Config;
  readonly system: System;
  readonly settings?: ClientSettings;
}): (event: unknown) => Promise<Handled> {
  const { environment, config, system, settings = {} } = parts;
  const waker = lambdaWaker(settings);
  const functionNames = {
    'validate-pull-request': environment.VALIDATE_PULL_REQUEST_FUNCTION,
    'report-build': environment.REPORT_BUILD_FUNCTION,
  };
  const ports = {
    clock: system.clock,
    dueWork: dueWork(environment.TABLE_NAME, settings),
    pullRequests: codeCommit(settings),
    builds: codeBuild(settings),
    repositories: Object.keys(config.repositories),
    projects: projectsOf(config),
  };
  return eventHandler<SweepRequest>({
    schema: Event,
    deadLetters: deadLetterQueue(environment.DEAD_LETTER_QUEUE_URL, 'sweep', settings),
    async run(request) {
      const { effects, reason } = decide(await observe(ports, request));
      await wakeAll(waker, functionNames, effects);
      return { effects, reason };
    },
  });
}

function projectsOf(config: Config): string[] {
  const builds = Object.values(config.repositories).flatMap(({ pullRequests }) =>
    Object.values(pullRequests.builds),
  );
  return [...new Set(builds.map(({ project }) => project))];
}
