import { AwsError } from '../../kernel/errors.ts';
import { startBuild } from '../../kernel/offers/codebuild.ts';
import { putOnBus } from '../../kernel/offers/events.ts';
import { authorize } from '../../kernel/offers/iam.ts';
import { invokeAsync } from '../../kernel/offers/lambda.ts';
import { appendLog } from '../../kernel/offers/logs.ts';
import { publishToTopic } from '../../kernel/offers/sns.ts';
import { sendToQueue } from '../../kernel/offers/sqs.ts';
import { type Principal, type Scope, scopeOf } from '../../kernel/world.ts';
import { InputError } from './delivery-failure.ts';
import { eventsState, type PendingDelivery } from './state.ts';

/** What a delivery has to do with: its target, and the text made for it. */
type Delivery = Pick<PendingDelivery, 'event' | 'rule' | 'target'>;
type Send = (scope: Scope, delivery: Delivery, input: string) => unknown;

/**
 * The kinds of target that exist here, by the service in the ARN. Functions, queues and topics ask their own
 * policy; a build is started as the target's role. Log groups are open to rules (on AWS a resource policy of
 * the account allows them).
 */
const senders: Readonly<Record<string, Send>> = {
  lambda: (scope, delivery, input) =>
    invokeAsync(scope, {
      functionArn: delivery.target.Arn,
      payload: parsed(input),
      caller: eventBridgeFor(delivery),
    }),
  sqs: (scope, delivery, input) => {
    const groupId = delivery.target.SqsParameters?.MessageGroupId;
    return sendToQueue(scope, {
      queueArn: delivery.target.Arn,
      body: input,
      ...(groupId === undefined ? {} : { groupId }),
      caller: eventBridgeFor(delivery),
    });
  },
  sns: (scope, delivery, input) =>
    publishToTopic(scope, {
      topicArn: delivery.target.Arn,
      message: input,
      caller: eventBridgeFor(delivery),
    }),
  codebuild: sendToProject,
  events: sendToBus,
  logs: sendToLogGroup,
};

/** The services that targets can belong to. */
export function isKnownTarget(arn: string): boolean {
  return Object.hasOwn(senders, arn.split(':')[2] ?? '');
}

/** Hands the input to the target; throws what the target or its policy refuses with. */
export async function sendToTarget(scope: Scope, delivery: Delivery, input: string): Promise<void> {
  const service = delivery.target.Arn.split(':')[2] ?? '';
  const send = Object.hasOwn(senders, service) ? senders[service] : undefined;
  if (send === undefined)
    throw new AwsError('ResourceNotFoundException', `The sandbox has no ${service} targets`);
  await send(scope, delivery, input);
}

function eventBridgeFor({ rule }: Delivery): Principal {
  return { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn };
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch (error) {
    throw new InputError(`The target's input is no JSON: ${(error as Error).message}`);
  }
}

function homeOf(scope: Scope, arn: string): Scope {
  return scopeOf(scope.world, arn.split(':')[3] || scope.region);
}

/** StartBuild as the target's role; a transformer's JSON is its input, the plain event gives none (CodeBuild user guide). */
function sendToProject(scope: Scope, delivery: Delivery, input: string): void {
  const { target, rule } = delivery;
  const home = homeOf(scope, target.Arn);
  authorize(home, rolePrincipal(scope, target.RoleArn ?? '', rule.name), {
    action: 'codebuild:StartBuild',
    resources: target.Arn,
  });
  const isShaped = target.Input !== undefined || target.InputTransformer !== undefined;
  const overrides = isShaped ? parsed(input) : {};
  if (typeof overrides !== 'object' || overrides === null)
    throw new InputError('The input for a CodeBuild project must be an object, as StartBuild takes it');
  const projectName = target.Arn.split('/').at(-1) ?? '';
  startBuild(home, { ...overrides, projectName }, `rule/${rule.name}`);
}

function rolePrincipal({ account }: Scope, roleArn: string, ruleName: string): Principal {
  const partition = roleArn.split(':')[1] ?? 'aws';
  const roleName = roleArn.split('/').at(-1) ?? '';
  const session = `AWSEvents_${ruleName}`.slice(0, 64);
  return {
    kind: 'role',
    arn: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${session}`,
    roleArn,
    userId: `${roleName}:${session}`,
  };
}

/** A forwarded event keeps its account, Region, source and id (facts: delivery). */
function sendToBus(scope: Scope, { target, event }: Delivery): void {
  const home = homeOf(scope, target.Arn);
  const name = target.Arn.slice(target.Arn.indexOf('/') + 1);
  if (name !== 'default' && !eventsState(home).buses.has(name))
    throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  putOnBus(home, name, event);
}

function sendToLogGroup(scope: Scope, { target, event }: Delivery, input: string): void {
  const group = target.Arn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? '';
  appendLog(homeOf(scope, target.Arn), { group, stream: event.id }, [
    { timestamp: scope.world.clock.now(), message: input },
  ]);
}
