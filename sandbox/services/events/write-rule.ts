import { AwsError } from '../../kernel/errors.ts';
import { compilePattern } from '../../kernel/event-pattern/compile-pattern.ts';
import { invalidPattern } from '../../kernel/event-pattern/invalid-pattern.ts';
import type { Scope } from '../../kernel/world.ts';
import { findBus, ruleArnOf } from './find-bus.ts';
import { readSchedule } from './read-schedule.ts';
import { startSchedule } from './run-schedules.ts';
import type { Rule } from './state.ts';

/** A rule as PutRule takes it. */
export interface RuleInput {
  readonly Name: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** Compiles the text of a pattern; declines text that is no JSON or no pattern, in AWS's words. */
export function readPatternText(text: string) {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw invalidPattern((error as Error).message);
  }
  return compilePattern(pattern);
}

/** Makes a rule or replaces what it says; its targets stay. Declines what PutRule declines. */
export function writeRule(scope: Scope, input: RuleInput): Rule {
  const bus = findBus(scope, input.EventBusName);
  checkRule(input, bus.name);
  const existing = bus.rules.get(input.Name);
  const rule: Rule = {
    name: input.Name,
    arn: ruleArnOf(scope, bus.name, input.Name),
    busName: bus.name,
    state: input.State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    tags: existing?.tags ?? new Map(input.Tags?.map(({ Key, Value }) => [Key, Value])),
    targets: existing?.targets ?? new Map(),
    ...optionalParts(input),
  };
  bus.rules.set(rule.name, rule);
  startSchedule(scope, rule);
  return rule;
}

/** The parts that were given; an empty text is none. */
function optionalParts(input: RuleInput): Partial<Rule> {
  const parts = {
    eventPattern: input.EventPattern,
    scheduleExpression: input.ScheduleExpression,
    description: input.Description,
    roleArn: input.RoleArn,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text));
}

function checkRule(input: RuleInput, busName: string): void {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(input.Name ?? ''))
    throw invalid(
      `1 validation error detected: Value '${input.Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  if (!input.EventPattern && !input.ScheduleExpression)
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (input.EventPattern) {
    if (input.EventPattern.length > 4096)
      throw invalid(
        "1 validation error detected: Value at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to 4096",
      );
    // The default quota, below what the API takes; in which words it refuses is unconfirmed.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    if (input.EventPattern.length > 2048)
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
      );
    readPatternText(input.EventPattern);
  }
  if (!input.ScheduleExpression) return;
  if (busName !== 'default') throw invalid('ScheduleExpression is supported only on the default event bus.');
  readSchedule(input.ScheduleExpression);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
