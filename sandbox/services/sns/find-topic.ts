import { AwsError } from '../../kernel/errors.ts';
import { type Scope, scopeOf } from '../../kernel/world.ts';
import { type Subscription, snsState, type Topic } from './state.ts';

/** The refusal of a parameter, in SNS's form. */
export function invalidParameter(reason: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${reason}`, {
    queryCode: 'InvalidParameter',
  });
}

function notFound(what: string): AwsError {
  return new AwsError('NotFoundException', `${what} does not exist`, { status: 404, queryCode: 'NotFound' });
}

/** The topic of an ARN, in whatever Region it names; declines with NotFound. */
export function findTopic(scope: Scope, arn: string | undefined): Topic {
  const [, , service, region = '', account, name = '', ...rest] = (arn ?? '').split(':');
  if (service !== 'sns' || rest.length > 0) throw invalidParameter('TopicArn');
  const topic =
    account === scope.account ? snsState(scopeOf(scope.world, region)).topics.get(name) : undefined;
  if (topic === undefined) throw notFound('Topic');
  return topic;
}

/** The subscription of an ARN, which is its topic's with an id behind it; declines with NotFound. */
export function findSubscription(scope: Scope, arn: string): { topic: Topic; subscription: Subscription } {
  const topic = findTopic(scope, arn.split(':').slice(0, 6).join(':'));
  const subscription = topic.subscriptions.get(arn);
  if (subscription === undefined) throw notFound('Subscription');
  return { topic, subscription };
}
