import { partitionOf } from '../../shared/config/region-name.ts';

/** The stack that a template is for, as far as it shows in the length of ARNs. */
export interface StackPlace {
  readonly stackName: string;
  readonly region: string;
}

/** CloudFormation adds to a resource's name what makes it the only one, and an ARN has words around it. */
const LONGEST_ADDITION = 60;

/**
 * How long a part of a policy is once CloudFormation has completed it: the Region and its partition are known, an
 * account has 12 digits, and a name that CloudFormation makes is taken for rather too long. IAM does not count white
 * space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policyLength(value: unknown, place: StackPlace): number {
  return JSON.stringify(value, (_key, part: unknown) => completed(part, place)).length;
}

function completed(part: unknown, place: StackPlace): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if ('Fn::Sub' in part)
    return String(part['Fn::Sub']).replace(/\$\{([^}]+)\}/g, (_, name: string) => valueOf(name, place));
  if ('Ref' in part) return valueOf(String(part.Ref), place);
  if ('Fn::GetAtt' in part) return valueOf([part['Fn::GetAtt']].flat().join('.'), place);
  return part;
}

function valueOf(name: string, { stackName, region }: StackPlace): string {
  const known: Readonly<Record<string, string>> = {
    'AWS::Partition': partitionOf(region),
    'AWS::Region': region,
    'AWS::AccountId': '111122223333',
  };
  return known[name] ?? 'x'.repeat(region.length + stackName.length + name.length + LONGEST_ADDITION);
}
