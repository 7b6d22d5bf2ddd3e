import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { busNamed, findBus, makeBus } from './find-bus.ts';
import type { Target } from './state.ts';
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
