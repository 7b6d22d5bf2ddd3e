import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { partitionOf } from '../../kernel/world.ts';
import { boundRole } from './permissions-boundary.ts';
import { readPolicy } from './policy.ts';
import { attachPolicy, createRole, roleNamed } from './roles.ts';
import { iamState, type Role } from './state.ts';

/** `AWS::IAM::Role`: made anew or brought up to date, with exactly the policies the template gives. */
export function makeRole({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const roleName = textOf(properties.RoleName) ?? generatedName;
  const trustPolicy = properties.AssumeRolePolicyDocument;
  const path = textOf(properties.Path);
  const role =
    iamState(scope).roles.get(roleName) ??
    createRole(scope, { roleName, trustPolicy, ...(path !== undefined && { path }) });
  role.trustPolicy = readPolicy(trustPolicy);
  role.description = textOf(properties.Description);
  role.maxSessionDuration = Number(properties.MaxSessionDuration ?? 3600);
  boundRole(scope, role, textOf(properties.PermissionsBoundary));
  role.policies.clear();
  for (const policy of listOf(properties.Policies) as { PolicyName: string; PolicyDocument: unknown }[])
    role.policies.set(policy.PolicyName, readPolicy(policy.PolicyDocument));
  role.attached.clear();
  for (const arn of listOf(properties.ManagedPolicyArns)) attachPolicy(scope, role, String(arn));
  return { ref: roleName, attributes: { Arn: role.arn, RoleId: role.roleId } };
}

/** `AWS::IAM::Policy`: an inline policy of the roles it names. */
export function makePolicy({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = textOf(properties.PolicyName) ?? generatedName;
  const document = readPolicy(properties.PolicyDocument);
  for (const role of rolesOf(scope, properties.Roles)) role.policies.set(name, document);
  return { ref: name, attributes: { Id: name } };
}

/** `AWS::IAM::ManagedPolicy`: a policy with its own ARN, attached to the roles it names. */
export function makeManagedPolicy({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const policyName = textOf(properties.ManagedPolicyName) ?? generatedName;
  const path = textOf(properties.Path) ?? '/';
  const arn = `arn:${partitionOf(scope.region)}:iam::${scope.account}:policy${path}${policyName}`;
  const document = readPolicy(properties.PolicyDocument);
  iamState(scope).managedPolicies.set(arn, { arn, policyName, document });
  for (const role of rolesOf(scope, properties.Roles)) attachPolicy(scope, role, arn);
  return { ref: arn, attributes: { PolicyArn: arn } };
}

function rolesOf(scope: ResourceRequest['scope'], names: unknown): readonly Role[] {
  return listOf(names).map((name) => roleNamed(scope, String(name)));
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
