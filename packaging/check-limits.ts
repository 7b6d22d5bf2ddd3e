import type { Template } from './template.ts';

/** IAM: all inline policies of a role together (IAM quotas, characters without white space). */
const MOST_POLICY_CHARACTERS = 10_240;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (EventPattern). */
const MOST_PATTERN_CHARACTERS = 4096;

/**
 * Throws when the configuration names more than a role's policy or a rule's pattern can hold, so that it is
 * known before a deployment fails half-way.
 */
export function checkLimits(template: Template): void {
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type === 'AWS::IAM::Role')
      checkLength(`The policy of ${logicalId}`, Properties?.['Policies'], MOST_POLICY_CHARACTERS);
    if (Type === 'AWS::Events::Rule')
      checkLength(`The event pattern of ${logicalId}`, Properties?.['EventPattern'], MOST_PATTERN_CHARACTERS);
  }
}

function checkLength(what: string, value: unknown, most: number): void {
  const length = JSON.stringify(value ?? '', completeArn).length;
  if (length > most)
    throw new Error(
      `${what} has ${length} characters, and AWS allows ${most}. It grows with each repository and build project in drawbridge.yml: use shorter names, or deploy a second stage for a part of the repositories.`,
    );
}

/** Writes an ARN as long as CloudFormation will, with the longest Region and partition there are. */
function completeArn(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('Fn::Sub' in value)) return value;
  return String(value['Fn::Sub'])
    .replace('${AWS::Partition}', 'aws-us-gov')
    .replace('${AWS::Region}', 'ap-northeast-1')
    .replace('${AWS::AccountId}', '111122223333');
}
