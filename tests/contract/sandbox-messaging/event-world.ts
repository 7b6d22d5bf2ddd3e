import {
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';
import { openQueue, queueArn, takeAll } from './queues.ts';

/** A world with clients, and the few steps that tests of deliveries are made of. */
export function eventWorld() {
  const { world, clock, scope } = messagingWorld();
  const config = inProcessClientConfig(world, { region: 'eu-west-1' });
  const events = new EventBridgeClient(config);
  const sqs = new SQSClient(config);
  return {
    world,
    clock,
    scope,
    events,
    sqs,
    /** A queue that lets EventBridge in. */
    aQueue: (name: string) => openQueue(sqs, name, 'events.amazonaws.com'),
    /** A rule for every event unless a pattern is given, with one target: the queue `work` unless told otherwise. */
    async aRule(target: Partial<Target> = {}, pattern = '{"source":[{"prefix":""}]}') {
      await events.send(new PutRuleCommand({ Name: 'all', EventPattern: pattern }));
      await events.send(
        new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'it', Arn: queueArn('work'), ...target }] }),
      );
    },
    async received(queue: string) {
      const messages = await takeAll(sqs, queue);
      return messages.map(({ text, attributes }) => ({
        body: JSON.parse(text) as Record<string, unknown>,
        attributes,
      }));
    },
    aPush: (commitId = '6b3c45f2') =>
      publishEvent(scope, {
        source: 'aws.codecommit',
        detailType: 'CodeCommit Repository State Change',
        resources: ['arn:aws:codecommit:eu-west-1:111122223333:harbor-ledger'],
        detail: { event: 'referenceUpdated', commitId },
      }),
    /** Newest event first: what became of it per target. */
    outcomes: () =>
      recentEvents(scope).map(({ deliveries }) =>
        deliveries.map(({ outcome, attempts, error }) => ({ outcome, attempts, error })),
      ),
  };
}
