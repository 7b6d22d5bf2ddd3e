import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { templateTags } from '../../kernel/template-tags.ts';
import { busArnOf, busNamed, busNameOf, findBus, makeBus, ruleArnOf } from './find-bus.ts';
import { eventsState, type Target } from './state.ts';
import { writeRule } from './write-rule.ts';
import { writeTargets } from './write-targets.ts';

/** `AWS::Events::Rule` with its targets, which replace those it had: Ref is the name (on other buses `bus|name`). */
export function ruleOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const { EventPattern, Targets } = properties;
  const rule = writeRule(scope, {
    Name: String(properties['Name'] ?? generatedName.slice(0, 64)),
    ...(EventPattern === undefined
      ? {}
      : { EventPattern: typeof EventPattern === 'string' ? EventPattern : JSON.stringify(EventPattern) }),
    ...textsOf(properties, ['EventBusName', 'ScheduleExpression', 'State', 'Description', 'RoleArn']),
  });
  rule.tags = templateTags(properties);
  rule.targets.clear();
  // PutTargets checks each target's members itself, whoever wrote them.
  const targets = Array.isArray(Targets) ? (Targets as Target[]) : [];
  if (targets.length > 0) writeTargets(rule, targets.map(withNumbers));
  const ref = rule.busName === 'default' ? rule.name : `${rule.busName}|${rule.name}`;
  return { ref, attributes: { Arn: rule.arn } };
}

/** Templates may give numbers as text. */
function withNumbers(target: Target): Target {
  if (target.RetryPolicy === undefined) return target;
  const given: Readonly<Record<string, unknown>> = target.RetryPolicy;
  const numbers = Object.entries(given).map(([name, value]) => [name, Number(value)] as const);
  return { ...target, RetryPolicy: Object.fromEntries(numbers) };
}

function textsOf(properties: Record<string, unknown>, names: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of names) if (properties[name] !== undefined) texts[name] = String(properties[name]);
  return texts;
}

/** `AWS::Events::EventBus`: Ref is the name. */
export function busOfTemplate({ scope, properties }: ResourceRequest): ResourceResult {
  const name = String(properties['Name']);
  const bus = busNamed(scope, name) ?? makeBus(scope, name);
  if (properties['Description'] !== undefined) bus.description = String(properties['Description']);
  if (properties['Policy'] !== undefined) bus.policy.set('Policy', properties['Policy']);
  return { ref: bus.name, attributes: { Arn: bus.arn, Name: bus.name } };
}

/** `AWS::Events::EventBusPolicy`: keeps the statement on the bus; with one account nobody else is kept out by it. */
export function busPolicyOfTemplate({ scope, properties }: ResourceRequest): ResourceResult {
  const id = String(properties['StatementId']);
  const { Statement, Action, Principal, Condition } = properties;
  const name = properties['EventBusName'];
  findBus(scope, name === undefined ? undefined : String(name)).policy.set(
    id,
    Statement ?? { Sid: id, Effect: 'Allow', Principal, Action, Condition },
  );
  return { ref: id };
}

/** `AWS::Events::Rule`. */
export const ruleKind: ResourceKind = {
  nameProperty: 'Name',
  nameLimit: 64,
  make: ruleOfTemplate,
  remove({ scope, ref }) {
    const [name = '', bus] = ref.split('|').toReversed();
    busNamed(scope, bus)?.rules.delete(name);
  },
  isTaken: (scope, name) => findBus(scope, undefined).rules.has(name),
  replacing: ['Name', 'EventBusName'],
  permissions: {
    on: ({ scope, name, properties }) =>
      ruleArnOf(scope, busNameOf(textOf(properties['EventBusName'])), name),
    create: ['events:PutRule', 'events:DescribeRule', 'events:PutTargets'],
    update: ['events:PutRule', 'events:DescribeRule', 'events:PutTargets', 'events:RemoveTargets'],
    delete: ['events:DeleteRule', 'events:DescribeRule', 'events:ListTargetsByRule', 'events:RemoveTargets'],
    tag: ['events:TagResource'],
    untag: ['events:UntagResource'],
  },
};

/** `AWS::Events::EventBus`. */
export const busKind: ResourceKind = {
  nameProperty: 'Name',
  make: busOfTemplate,
  remove: ({ scope, ref }) => void eventsState(scope).buses.delete(ref),
  isTaken: (scope, name) => busNamed(scope, name) !== undefined,
  replacing: ['Name'],
  permissions: {
    on: ({ scope, name }) => busArnOf(scope, name),
    create: ['events:CreateEventBus', 'events:DescribeEventBus'],
    update: ['events:UpdateEventBus', 'events:DescribeEventBus'],
    delete: ['events:DeleteEventBus', 'events:DescribeEventBus'],
    tag: ['events:TagResource', 'events:ListTagsForResource'],
    untag: ['events:UntagResource'],
  },
};

/** `AWS::Events::EventBusPolicy`. */
export const busPolicyKind: ResourceKind = {
  nameProperty: 'StatementId',
  make: busPolicyOfTemplate,
  remove: ({ scope, ref, properties }) =>
    void busNamed(scope, textOf(properties['EventBusName']))?.policy.delete(ref),
  replacing: ['EventBusName', 'StatementId'],
  permissions: {
    on: ({ scope, properties }) => busArnOf(scope, busNameOf(textOf(properties['EventBusName']))),
    create: ['events:PutPermission', 'events:DescribeEventBus'],
    update: ['events:PutPermission', 'events:DescribeEventBus'],
    delete: ['events:RemovePermission', 'events:DescribeEventBus'],
  },
};

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
