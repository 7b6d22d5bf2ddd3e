import { partitionOf } from '../../shared/config/region-name.ts';

/** The stack that a template is for, as far as it shows in the length of ARNs. */
export interface StackPlace {
  readonly stackName: string;
  readonly region: string;
}

/** CloudFormation adds to a resource's name what makes it the only one, and an ARN has words around it. */
const LONGEST_ADDITION = 60;

/**
 * Gives the function that tells how long a part of a policy is once CloudFormation has completed it: the Region and
 * its partition are known, an account has 12 digits, and a name that CloudFormation makes is taken for rather too
 * long. IAM does not count white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policyLengths(place: StackPlace): (part: unknown) => number {
  const known = new Map([
    ['AWS::Partition', partitionOf(place.region)],
    ['AWS::Region', place.region],
    ['AWS::AccountId', '111122223333'],
  ]);
  const valueOf = (name: string): string =>
    known.get(name) ??
    'x'.repeat(place.region.length + place.stackName.length + name.length + LONGEST_ADDITION);
  return (part) => JSON.stringify(part, (_key, inner: unknown) => completed(inner, valueOf)).length;
}

function completed(part: unknown, valueOf: (name: string) => string): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if ('Fn::Sub' in part)
    return String(part['Fn::Sub']).replace(/\$\{([^}]+)\}/g, (_, name: string) => valueOf(name));
  if ('Ref' in part) return valueOf(String(part.Ref));
  if ('Fn::GetAtt' in part) return valueOf([part['Fn::GetAtt']].flat().join('.'));
  return part;
}
