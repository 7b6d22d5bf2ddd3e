import { createHash } from 'node:crypto';
import type { DeploySettings } from '../../shared/config/deploy.ts';
import type { Template } from '../template.ts';

type Subscriptions = NonNullable<DeploySettings['notify']>;

/**
 * Subscribes to the operators' topic. A subscription's id follows from what it says, so that taking one out of the
 * list leaves the others as they are: an address that confirmed is not asked again.
 */
export function subscribe(template: Template, subscriptions: Subscriptions, topic: string): void {
  for (const { protocol, endpoint } of subscriptions) {
    const id = createHash('sha256').update(`${protocol}:${endpoint}`).digest('hex').slice(0, 12);
    template.Resources[`${topic}Subscription${id}`] = {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: topic }, Protocol: protocol, Endpoint: endpoint },
    };
  }
}
