import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { counted, namesOf } from '../words.ts';

export interface OperatorFacts {
  readonly topic: string;
  readonly confirmed: number;
  /** Addresses that have not said yes yet. */
  readonly pending: readonly string[];
}

const { ok, warning } = findingsOf('operation');

/** Whether anybody hears of alarms. */
export const operatorsLook: Look<OperatorFacts, DeployedPlace> = {
  job: 'operation',
  subject: "the operator topic's subscriptions",
  async gather({ clients, stack }) {
    const topic = stack.outputs['OperatorTopicArn'] ?? '';
    const { Subscriptions = [] } = await clients.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topic }),
    );
    const pending = Subscriptions.filter(({ SubscriptionArn = '' }) => !SubscriptionArn.startsWith('arn:'));
    return {
      topic,
      confirmed: Subscriptions.length - pending.length,
      pending: pending.map(({ Endpoint = '' }) => Endpoint),
    };
  },
  assess({ topic, confirmed, pending }): Finding[] {
    const findings: Finding[] = [];
    if (confirmed > 0)
      findings.push(ok(`${counted(confirmed, 'subscriber')} of the operator topic will be told of alarms`));
    if (pending.length > 0)
      findings.push(
        warning(
          `${namesOf(pending)} did not confirm the subscription to alarms`,
          'The link is in the message that AWS sent there.',
        ),
      );
    if (confirmed + pending.length === 0)
      findings.push(
        warning(
          'nobody is told of alarms',
          `aws sns subscribe --topic-arn ${topic} --protocol email --notification-endpoint <address>, or name them in drawbridge.yml (deploy.notify).`,
        ),
      );
    return findings;
  },
};
