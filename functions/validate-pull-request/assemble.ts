import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeBuild } from '../../shared/aws/codebuild.ts';
import { codeCommit } from '../../shared/aws/codecommit.ts';
import { whyNotOurs } from '../../shared/config/not-ours.ts';
import { rulesFor } from '../../shared/config/rules-for.ts';
import type { Config } from '../../shared/config/schema.ts';
import { linearPattern } from '../../shared/core/pattern/linear-pattern.ts';
import type { System } from '../../shared/core/ports.ts';
import { applyEffect } from '../../shared/effects/apply.ts';
import { badgeLinks } from '../../shared/runtime/badge-links.ts';
import { eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { lateDeadLetters } from '../../shared/runtime/late-dead-letters.ts';
import { once } from '../../shared/runtime/once.ts';
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
  'ROLE_NAME',
  'AWS_REGION',
] as const;

/** The function, put together from SDK clients; the simulation hands in clients and a clock of its own. */
export function validatePullRequest(parts: {
  readonly environment: Readonly<Record<(typeof variables)[number], string>>;
  readonly config: Pick<Config, 'repositories' | 'statusComment' | 'redact'>;
  readonly system: System;
  readonly settings?: ClientSettings;
}): (event: unknown) => Promise<Handled> {
  const { environment, config, system, settings = {} } = parts;
  const { comments, ...pullRequests } = codeCommit(settings);
  const builds = codeBuild(settings);
  // A failed build needs its log, and a process the key once: neither belongs into every start.
  const logs = once(async () => (await import('../../shared/aws/logs.ts')).cloudWatchLogs(settings));
  const signingKey = once(async () =>
    (await import('../../shared/aws/secrets-manager.ts')).secretSigningKey(
      environment.BADGE_KEY_SECRET,
      settings,
    ),
  );
  const ports: ObservePorts = {
    pullRequests,
    comments,
    builds,
    logs: { tail: async (log, isEnough) => (await logs()).tail(log, isEnough) },
    reasons: once(() => import('../../shared/reasons/reason-of.ts')),
    rulesOf: (repository) => rulesFor(config, repository, environment.AWS_REGION)?.pullRequests,
    badgesFor: badgeLinks(environment.BADGE_URL, { get: async () => (await signingKey()).get() }),
    place: { partition: environment.PARTITION, region: environment.AWS_REGION },
    logLines: config.statusComment.logLines,
    role: environment.ROLE_NAME,
    redact: config.redact.map(linearPattern),
  };
  const flow = {
    ...system,
    records: pullRequestRecords({ tableName: environment.TABLE_NAME, now: system.clock.now }, settings),
    observe: observe.bind(undefined, ports),
    decide,
    apply: applyEffect.bind(undefined, { builds, comments, role: environment.ROLE_NAME }),
    learn,
  };
  return eventHandler<PullRequestRequest>({
    schema: Event,
    deadLetters: lateDeadLetters(
      { queueUrl: environment.DEAD_LETTER_QUEUE_URL, functionName: 'validate-pull-request' },
      settings,
    ),
    async run(request) {
      const reason = whyNotOurs(request, config, environment.AWS_REGION);
      return reason === undefined ? reconcile(flow, request) : { reason, effects: [] };
    },
  });
}
