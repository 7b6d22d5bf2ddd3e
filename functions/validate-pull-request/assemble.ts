import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeBuild } from '../../shared/aws/codebuild.ts';
import { codeCommit } from '../../shared/aws/codecommit.ts';
import { cloudWatchLogs } from '../../shared/aws/logs.ts';
import { secretSigningKey } from '../../shared/aws/secrets-manager.ts';
import { deadLetterQueue } from '../../shared/aws/sqs.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { System } from '../../shared/core/ports.ts';
import { applyEffect } from '../../shared/effects/apply.ts';
import { badgeLinks } from '../../shared/runtime/badge-links.ts';
import { eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { reconcile } from '../../shared/runtime/reconcile.ts';
import { pullRequestRecords } from '../../shared/store/pull-requests.ts';
import { decide } from './decide.ts';
import { Event, type PullRequestRequest } from './event.ts';
import { learn } from './learn.ts';
import { type ObservePorts, observe } from './observe.ts';

/** The environment variables of this function. */
export const variables = [
  'TABLE_NAME',
  'DEAD_LETTER_QUEUE_URL',
  'BADGE_URL',
  'BADGE_KEY_SECRET',
  'PARTITION',
  'AWS_REGION',
] as const;

/** The function, put together from SDK clients; the simulation hands in clients and a clock of its own. */
export function validatePullRequest(parts: {
  readonly environment: Readonly<Record<(typeof variables)[number], string>>;
  readonly config: Config;
  readonly system: System;
  readonly settings?: ClientSettings;
}): (event: unknown) => Promise<Handled> {
  const { environment, config, system, settings = {} } = parts;
  const { comments, ...pullRequests } = codeCommit(settings);
  const builds = codeBuild(settings);
  const ports: ObservePorts = {
    pullRequests,
    comments,
    builds,
    logs: cloudWatchLogs(settings),
    rulesOf: (repository) =>
      Object.hasOwn(config.repositories, repository)
        ? config.repositories[repository]?.pullRequests
        : undefined,
    badgesFor: badgeLinks(environment.BADGE_URL, secretSigningKey(environment.BADGE_KEY_SECRET, settings)),
    place: { partition: environment.PARTITION, region: environment.AWS_REGION },
    logLines: config.statusComment.logLines,
    redact: config.redact.map((source) => new RegExp(source, 'gu')),
  };
  const flow = {
    ...system,
    records: pullRequestRecords({ tableName: environment.TABLE_NAME, now: system.clock.now }, settings),
    observe: observe.bind(undefined, ports),
    decide,
    apply: applyEffect.bind(undefined, { builds, comments }),
    learn,
  };
  return eventHandler<PullRequestRequest>({
    schema: Event,
    deadLetters: deadLetterQueue(environment.DEAD_LETTER_QUEUE_URL, 'validate-pull-request', settings),
    run: (request) => reconcile(flow, request),
  });
}
