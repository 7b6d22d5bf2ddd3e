import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import type { PolicyDocument } from './policy.ts';
import { iamState, type Role } from './state.ts';

/** Bounds a role by a managed policy, or by none; a policy that does not exist is refused as IAM refuses it. */
export function boundRole(scope: Scope, role: Role, policyArn: string | undefined): void {
  const { managedPolicies } = iamState(scope);
  const policy = policyArn && (managedPolicies.get(policyArn) ?? awsManagedPolicy(policyArn));
  if (policyArn !== undefined && !policy)
    throw new AwsError('NoSuchEntity', `Scope ARN: ${policyArn} does not exist or is not attachable.`, {
      status: 404,
    });
  if (policy) managedPolicies.set(policy.arn, policy);
  role.permissionsBoundary = policyArn;
}

/** The policy that bounds what a role may do, whatever its own policies allow; `undefined` where none does. */
export function boundaryOf(scope: Scope, roleArn: string): PolicyDocument | undefined {
  const { roles, managedPolicies } = iamState(scope);
  const role = roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
  if (role?.permissionsBoundary === undefined) return undefined;
  return managedPolicies.get(role.permissionsBoundary)?.document ?? { statements: [], source: {} };
}
