import { policyLengths, type StackPlace } from './limits/policy-length.ts';
import { PATTERN_CHARACTERS } from './limits/split-rules.ts';
import type { CloudFormationResource, Template } from './template.ts';

/** How long the name of a resource may be: each from the API reference of its service. */
const NAMES: Readonly<Record<string, { readonly property: string; readonly most: number }>> = {
  'AWS::Events::Rule': { property: 'Name', most: 64 },
  'AWS::Lambda::Function': { property: 'FunctionName', most: 64 },
  'AWS::SQS::Queue': { property: 'QueueName', most: 80 },
  'AWS::CloudWatch::Alarm': { property: 'AlarmName', most: 255 },
  'AWS::CodeBuild::Project': { property: 'Name', most: 150 },
};
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
const MOST_TEMPLATE_BYTES = 1_000_000;

/**
 * Throws when something in the template is longer than AWS allows, so that it is known before a deployment fails
 * half-way. What grows with `drawbridge.yml` has been made to fit before.
 */
export function checkLimits(template: Template, place: StackPlace): void {
  const resources = Object.entries(template.Resources);
  const bytes = Buffer.byteLength(JSON.stringify(template));
  const problems = [
    ...resources.flatMap(([id, resource]) => problemsOf(id, resource, policyLengths(place))),
    ...tooMany('The template', { count: resources.length, unit: 'resources', most: MOST_RESOURCES }),
    ...tooMany('The template', { count: bytes, unit: 'bytes', most: MOST_TEMPLATE_BYTES }),
  ];
  if (problems.length > 0)
    throw new Error(
      [
        ...problems,
        'Use a shorter stage or shorter names, or deploy a second stage for a part of drawbridge.yml.',
      ].join('\n'),
    );
}

function problemsOf(
  id: string,
  { Type, Properties = {} }: CloudFormationResource,
  lengthOf: (part: unknown) => number,
): string[] {
  const unit = 'characters';
  const limit = NAMES[Type];
  const name = limit === undefined ? undefined : Properties[limit.property];
  const problems =
    limit !== undefined && typeof name === 'string'
      ? tooMany(`The name ${name}`, { count: name.length, unit, most: limit.most })
      : [];
  if (Type === 'AWS::IAM::Role') {
    const policies = (Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: unknown }[];
    const count = policies.reduce((sum, one) => sum + lengthOf(one.PolicyDocument), 0);
    problems.push(...tooMany(`The policy of ${id}`, { count, unit, most: 10_240 }));
  }
  if (Type === 'AWS::IAM::ManagedPolicy') {
    const count = lengthOf(Properties['PolicyDocument']);
    problems.push(...tooMany(`The policy ${id}`, { count, unit, most: 6_144 }));
  }
  if (Type === 'AWS::Events::Rule' && Properties['EventPattern'] !== undefined) {
    const count = JSON.stringify(Properties['EventPattern']).length;
    problems.push(...tooMany(`The event pattern of ${id}`, { count, unit, most: PATTERN_CHARACTERS }));
  }
  return problems;
}

function tooMany(
  what: string,
  { count, unit, most }: { count: number; unit: string; most: number },
): string[] {
  return count > most ? [`${what} has ${count} ${unit}, and AWS allows ${most}.`] : [];
}
