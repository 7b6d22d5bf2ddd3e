import { AwsError } from '../../kernel/errors.ts';
import type { PolicyDocument } from './policy.ts';
import type { Role } from './state.ts';

/**
 * All inline policies of a role together, one managed policy, and the managed policies of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const inlineCharacters = 10_240;
const managedCharacters = 6_144;
const policiesPerRole = 10;

/** Refuses a role whose inline policies are longer than IAM takes, together and without white space. */
export function checkInlinePolicies(role: Pick<Role, 'roleName' | 'policies'>): void {
  const length = [...role.policies.values()].reduce((sum, policy) => sum + lengthOf(policy), 0);
  if (length > inlineCharacters)
    throw limitExceeded(
      `Maximum policy size of ${inlineCharacters} bytes exceeded for role ${role.roleName}`,
    );
}

/** Refuses a managed policy that is longer than IAM takes. */
export function checkManagedPolicy(policy: PolicyDocument): void {
  if (lengthOf(policy) > managedCharacters)
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${managedCharacters}`);
}

/** Refuses a role with more managed policies than IAM takes. */
export function checkAttachedPolicies({ attached }: Pick<Role, 'attached'>): void {
  if (attached.size > policiesPerRole)
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${policiesPerRole}`);
}

function lengthOf({ source }: PolicyDocument): number {
  return typeof source === 'string' ? source.replaceAll(/\s/g, '').length : JSON.stringify(source).length;
}

function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', message, { status: 409 });
}
