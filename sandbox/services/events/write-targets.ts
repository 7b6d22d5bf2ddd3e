import { AwsError } from '../../kernel/errors.ts';
import { readPath } from './json-path.ts';
import { isKnownTarget } from './send-to-target.ts';
import type { Rule, Target } from './state.ts';

/** Targets per rule, EventBridge's default quota (facts: patterns). */
const LIMIT = 5;

/** Adds targets to a rule or replaces those with the same id; declines all of them when one cannot be taken. */
export function writeTargets(rule: Rule, targets: readonly Target[]): void {
  if (targets.length === 0 || targets.length > 100)
    throw invalid(
      "1 validation error detected: Value at 'targets' failed to satisfy constraint: Member must have length between 1 and 100",
    );
  for (const target of targets) checkTarget(target);
  const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)]);
  if (ids.size > LIMIT)
    throw new AwsError(
      'LimitExceededException',
      `The requested resource exceeds the maximum number allowed: rule ${rule.name} would have ${ids.size} targets, ${LIMIT} are allowed.`,
    );
  for (const target of targets) rule.targets.set(target.Id, target);
}

function checkTarget(target: Target): void {
  const { Id, Arn } = target;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Id ?? ''))
    throw invalid(
      `Parameter Id "${Id}" of a target is not valid. Reason: Only letters, digits, ".", "-" and "_" are allowed, 64 at the most.`,
    );
  if (!/^arn:[^:]+:[^:]+:/.test(Arn ?? ''))
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (!isKnownTarget(Arn))
    throw invalid(
      `Parameter ${Arn} is not valid. Reason: The sandbox has no targets of this service; it has Lambda, SQS, SNS, CodeBuild, event buses and log groups.`,
    );
  if (Arn.split(':')[2] === 'codebuild' && !target.RoleArn)
    throw invalid(`RoleArn is required for target ${Arn}.`);
  checkInput(target);
  checkRetries(target);
}

function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  const given = [Input, InputPath, InputTransformer].filter((one) => one !== undefined);
  if (given.length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (Input !== undefined) checkJson(Input, Id);
  const paths = [InputPath ?? '$', ...Object.values(InputTransformer?.InputPathsMap ?? {})];
  const wrong = paths.find((path) => readPath(path) === undefined);
  if (wrong !== undefined) throw invalid(`Invalid JSONPath ${wrong} for target ${Id}.`);
  if (InputTransformer !== undefined && !InputTransformer.InputTemplate)
    throw invalid(`Invalid InputTemplate for target ${Id} : it must not be empty.`);
}

function checkJson(text: string, id: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw invalid(`JSON syntax error in input for target ${id}`);
  }
}

function checkRetries({ Id, RetryPolicy, DeadLetterConfig }: Target): void {
  const ranges = { MaximumRetryAttempts: [0, 185], MaximumEventAgeInSeconds: [60, 86_400] } as const;
  for (const name of ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds'] as const) {
    const value = RetryPolicy?.[name];
    const [least, most] = ranges[name];
    if (value !== undefined && !(value >= least && value <= most))
      throw invalid(`${name} of target ${Id} is ${value}; it must be between ${least} and ${most}.`);
  }
  const queue = DeadLetterConfig?.Arn;
  if (queue !== undefined && !/^arn:[^:]+:sqs:/.test(queue))
    throw invalid(`Parameter ${queue} is not valid. Reason: A dead-letter queue must be an SQS queue's ARN.`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
