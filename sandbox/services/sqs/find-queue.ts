import { type Scope, scopeOf } from '../../kernel/world.ts';
import { noSuchQueue } from './sqs-errors.ts';
import { type Queue, sqsState } from './state.ts';

/** The URL of a queue in this sandbox; clients send to its host, so it names the sandbox's own. */
export function queueUrlOf(scope: Scope, name: string): string {
  return `${scope.world.endpoint}/${scope.account}/${name}`;
}

/** The name in a queue URL: its last part. */
export function queueNameOf(queueUrl: string | undefined): string {
  return (queueUrl ?? '').split('/').at(-1) ?? '';
}

/** The queue of a URL; declines with QueueDoesNotExist. */
export function findQueue(scope: Scope, queueUrl: string | undefined): Queue {
  const queue = sqsState(scope).queues.get(queueNameOf(queueUrl));
  if (queue === undefined) throw noSuchQueue();
  return queue;
}

/** The queue of an ARN, in whatever Region it names, or nothing. */
export function queueByArn(scope: Scope, arn: string): Queue | undefined {
  const [, , service, region, account, name] = arn.split(':');
  if (service !== 'sqs' || region === undefined || account !== scope.account) return undefined;
  return sqsState(scopeOf(scope.world, region)).queues.get(name ?? '');
}
