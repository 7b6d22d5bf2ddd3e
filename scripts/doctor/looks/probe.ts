import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRuleCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { second } from '../../../shared/core/time.ts';
import { unlessMissing } from '../aws-answer.ts';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';

export interface ProbeFacts {
  /** Why the bus did not take the event. */
  readonly refused?: string;
  /** The state of the rule that takes it; absent when there is none. */
  readonly rule?: string;
  /** What was decided; absent when no decision was logged in time. */
  readonly decision?: string;
}

/** A cold start takes a second or two, and a log line some ten seconds until it is found. */
const PATIENCE_MS = 60 * second;

const { ok, fails } = findingsOf('stack');

/**
 * Sends one event through the bus, and waits until the function has logged its decision: the rule, the function, its
 * role and its table do what they are for. It is about a project that nobody has, so nothing else comes of it.
 */
export const probeLook: Look<ProbeFacts, DeployedPlace> = {
  job: 'stack',
  subject: 'the way of an event',
  async gather(place) {
    const id = randomUUID();
    const refused = await put(place, id);
    const rule = await unlessMissing(
      place.clients.events.send(new DescribeRuleCommand({ Name: `${place.stackName}-probe` })),
      'ResourceNotFoundException',
    );
    const facts = { ...(rule?.State !== undefined && { rule: rule.State }) };
    if (refused !== undefined) return { ...facts, refused };
    if (facts.rule !== 'ENABLED') return facts;
    const decision = await decisionFor(place, id);
    return { ...facts, ...(decision !== undefined && { decision }) };
  },
  assess({ refused, rule, decision }, { stage, region }): Finding[] {
    const name = `drawbridge-${stage}-probe`;
    if (refused !== undefined) return [fails(`the event bus refuses an event: ${refused}`)];
    if (rule === undefined)
      return [
        fails(
          `there is no rule ${name}, so no event was sent through`,
          `Deploy the stack again: npm run deploy -- --stage ${stage} --region ${region}`,
        ),
      ];
    if (rule !== 'ENABLED')
      return [fails(`rule ${name} is ${rule}`, `aws events enable-rule --name ${name} --region ${region}`)];
    if (decision === undefined)
      return [
        fails(
          'an event was put on the bus, and no function logged a decision for it within a minute',
          `Its log tells why: aws logs tail /aws/lambda/drawbridge-${stage}-report-build --since 10m. An event that could not be delivered is in the dead-letter queue.`,
        ),
      ];
    return [ok('an event that was put on the bus was decided on and logged')];
  },
};

/** Why the bus did not take it, or nothing. */
async function put({ clients, stage }: DeployedPlace, id: string): Promise<string | undefined> {
  const Detail = JSON.stringify({ stage, id });
  const { Entries = [] } = await clients.events.send(
    new PutEventsCommand({ Entries: [{ Source: 'drawbridge', DetailType: 'Probe', Detail }] }),
  );
  return Entries[0]?.ErrorMessage;
}

async function decisionFor(place: DeployedPlace, id: string): Promise<string | undefined> {
  const { clients, stackName, aws } = place;
  const begun = aws.clock.now();
  do {
    const found = await unlessMissing(
      clients.logs.send(
        new FilterLogEventsCommand({
          logGroupName: `/aws/lambda/${stackName}-report-build`,
          startTime: begun - PATIENCE_MS,
          filterPattern: `"${id}"`,
        }),
      ),
      'ResourceNotFoundException',
    );
    const line = found?.events?.find(({ message = '' }) => message.includes('Event handled'))?.message;
    if (line !== undefined) return line;
    await wait(second);
  } while (aws.clock.now() - begun < PATIENCE_MS);
  return undefined;
}
