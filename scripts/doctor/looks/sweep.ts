import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { minute } from '../../../shared/core/time.ts';
import { unlessMissing } from '../aws-answer.ts';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { timeOf } from '../words.ts';

export interface SweepFacts {
  readonly now: number;
  readonly deployedAt: number;
  /** When the last decision was logged; absent when there was none in the last ten minutes. */
  readonly decidedAt?: number;
}

/** It runs every minute; a cold start and the log's own delay are forgiven. */
const LATE_MS = 3 * minute;
const LOOK_BACK_MS = 10 * minute;

const { ok, warning, fails } = findingsOf('operation');

/** Whether the sweep, which repairs what events lost, runs. */
export const sweepLook: Look<SweepFacts, DeployedPlace> = {
  job: 'operation',
  subject: "the sweep's log",
  async gather({ clients, stackName, stack, aws }) {
    const now = aws.clock.now();
    const found = await unlessMissing(
      clients.logs.send(
        new FilterLogEventsCommand({
          logGroupName: `/aws/lambda/${stackName}-sweep`,
          startTime: now - LOOK_BACK_MS,
          filterPattern: '"Event handled"',
        }),
      ),
      'ResourceNotFoundException',
    );
    const decidedAt = found?.events?.at(-1)?.timestamp;
    return { now, deployedAt: stack.deployedAt, ...(decidedAt !== undefined && { decidedAt }) };
  },
  assess({ now, deployedAt, decidedAt }, { stage, region }): Finding[] {
    if (decidedAt !== undefined && now - decidedAt <= LATE_MS)
      return [ok(`the sweep ran ${timeOf(now - decidedAt)} ago`)];
    if (now - deployedAt <= LATE_MS)
      return [
        warning(
          'the sweep has not run since the deployment',
          'It runs once a minute; ask again in a minute or two.',
        ),
      ];
    return [
      fails(
        'the sweep has not run for three minutes, so what a lost event left behind is not repaired',
        `Its rule has to be enabled: aws events enable-rule --name drawbridge-${stage}-sweep --region ${region}. Its log: aws logs tail /aws/lambda/drawbridge-${stage}-sweep --since 10m`,
      ),
    ];
  },
};
