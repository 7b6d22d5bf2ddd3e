import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeBuild } from '../../shared/aws/codebuild.ts';
import { whyNotOurs } from '../../shared/config/not-ours.ts';
import type { Repositories } from '../../shared/config/rules-for.ts';
import type { BranchRecord } from '../../shared/core/branch-record.ts';
import type { System } from '../../shared/core/ports.ts';
import { eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { lateDeadLetters } from '../../shared/runtime/late-dead-letters.ts';
import { reconcile } from '../../shared/runtime/reconcile.ts';
import { branchRecords } from '../../shared/store/branches.ts';
import { decide } from './decide.ts';
import { type BranchRequest, Event } from './event.ts';
import { observe } from './observe.ts';

/** The environment variables of this function. */
export const variables = ['TABLE_NAME', 'DEAD_LETTER_QUEUE_URL', 'AWS_REGION'] as const;

/** The function, put together from SDK clients; the simulation hands in clients and a clock of its own. */
export function reportBuild(parts: {
  readonly environment: Readonly<Record<(typeof variables)[number], string>>;
  readonly config: Repositories;
  readonly system: System;
  readonly settings?: ClientSettings;
}): (event: unknown) => Promise<Handled> {
  const { environment, config, system, settings = {} } = parts;
  const notOurs = (project: string) => whyNotOurs({ project }, config, environment.AWS_REGION);
  const flow = {
    ...system,
    records: branchRecords({ tableName: environment.TABLE_NAME, now: system.clock.now }, settings),
    observe: observe.bind(undefined, { builds: codeBuild(settings), notOurs }),
    decide,
    // It only remembers: there is no effect to apply and nothing to learn from one.
    apply: (effect: never) => Promise.resolve(effect),
    learn: (record: BranchRecord) => record,
  };
  return eventHandler<BranchRequest>({
    schema: Event,
    deadLetters: lateDeadLetters(
      { queueUrl: environment.DEAD_LETTER_QUEUE_URL, functionName: 'report-build' },
      settings,
    ),
    async run(request) {
      const reason = request.heard ? notOurs(request.project) : undefined;
      return reason === undefined ? reconcile(flow, request) : { reason, effects: [] };
    },
  });
}
