import type { AccessRequest } from '../../kernel/access-request.ts';
import type {
  ResourceKind,
  ResourceRequest,
  ResourceResult,
  ResourceStep,
} from '../../kernel/resource-kind.ts';
import { templateTags } from '../../kernel/template-tags.ts';
import { partitionOf, type Scope } from '../../kernel/world.ts';
import { boundRole } from './permissions-boundary.ts';
import { readPolicy } from './policy.ts';
import { checkInlinePolicies, checkManagedPolicy } from './quotas.ts';
import { attachPolicy, createRole, roleArnOf, roleNamed } from './roles.ts';
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
  role.tags = templateTags(properties);
  role.policies.clear();
  for (const policy of listOf(properties.Policies) as { PolicyName: string; PolicyDocument: unknown }[])
    role.policies.set(policy.PolicyName, readPolicy(policy.PolicyDocument));
  checkInlinePolicies(role);
  role.attached.clear();
  for (const arn of listOf(properties.ManagedPolicyArns)) attachPolicy(scope, role, String(arn));
  return { ref: roleName, attributes: { Arn: role.arn, RoleId: role.roleId } };
}

/** `AWS::IAM::Policy`: an inline policy of the roles it names. */
export function makePolicy({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = textOf(properties.PolicyName) ?? generatedName;
  const document = readPolicy(properties.PolicyDocument);
  for (const role of rolesOf(scope, properties.Roles)) {
    role.policies.set(name, document);
    checkInlinePolicies(role);
  }
  return { ref: name, attributes: { Id: name } };
}

/** `AWS::IAM::ManagedPolicy`: a policy with its own ARN, attached to the roles it names. */
export function makeManagedPolicy({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const policyName = textOf(properties.ManagedPolicyName) ?? generatedName;
  const path = textOf(properties.Path) ?? '/';
  const arn = policyArn(scope, path, policyName);
  const document = readPolicy(properties.PolicyDocument);
  checkManagedPolicy(document);
  iamState(scope).managedPolicies.set(arn, { arn, policyName, document });
  for (const role of rolesOf(scope, properties.Roles)) attachPolicy(scope, role, arn);
  return { ref: arn, attributes: { PolicyArn: arn } };
}

function rolesOf(scope: ResourceRequest['scope'], names: unknown): readonly Role[] {
  return listOf(names).map((name) => roleNamed(scope, String(name)));
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

/** `AWS::IAM::Role`. */
export const roleKind: ResourceKind = {
  nameProperty: 'RoleName',
  nameLimit: 64,
  make: makeRole,
  remove: ({ scope, ref }) => void iamState(scope).roles.delete(ref),
  isTaken: (scope, name) => iamState(scope).roles.has(name),
  replacing: ['RoleName', 'Path'],
  permissions: {
    on: ({ scope, name }) => roleArnOf(scope, name),
    create: ['iam:CreateRole', 'iam:GetRole'],
    update: ['iam:GetRole'],
    delete: ['iam:DeleteRole', 'iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
    tag: ['iam:TagRole'],
    untag: ['iam:UntagRole'],
    properties: {
      ManagedPolicyArns: { set: ['iam:AttachRolePolicy'], unset: ['iam:DetachRolePolicy'] },
      PermissionsBoundary: {
        set: ['iam:PutRolePermissionsBoundary'],
        unset: ['iam:DeleteRolePermissionsBoundary'],
      },
    },
    also: inlinePolicies,
  },
};

/** A role's inline policies, its trust and its limits are written by calls of their own. */
function inlinePolicies(step: ResourceStep): readonly AccessRequest[] {
  const { scope, name, kind, properties, previous } = step;
  const resources = roleArnOf(scope, name);
  const names = (from: ResourceStep['properties']) =>
    (listOf(from['Policies']) as { PolicyName: string }[]).map(({ PolicyName }) => PolicyName);
  const changed = (property: string) =>
    kind === 'update' && JSON.stringify(properties[property]) !== JSON.stringify(previous[property]);
  const actions = [
    ...(kind === 'create' || changed('Policies') ? names(properties).map(() => 'iam:PutRolePolicy') : []),
    ...(kind === 'delete' ? names(properties).map(() => 'iam:DeleteRolePolicy') : []),
    ...(names(previous).some((one) => !names(properties).includes(one)) ? ['iam:DeleteRolePolicy'] : []),
    ...(kind === 'delete' ? listOf(properties['ManagedPolicyArns']).map(() => 'iam:DetachRolePolicy') : []),
    ...(changed('AssumeRolePolicyDocument') ? ['iam:UpdateAssumeRolePolicy'] : []),
    ...(changed('Description') || changed('MaxSessionDuration') ? ['iam:UpdateRole'] : []),
  ];
  return [...new Set(actions)].map((action) => ({ action, resources }));
}

/** `AWS::IAM::Policy`. */
export const policyKind: ResourceKind = {
  nameProperty: 'PolicyName',
  make: makePolicy,
  remove({ scope, ref, properties }) {
    for (const name of listOf(properties['Roles']))
      iamState(scope).roles.get(String(name))?.policies.delete(ref);
  },
  replacing: ['PolicyName'],
  permissions: {
    on: ({ scope, properties }) => roleArnOf(scope, String(listOf(properties['Roles'])[0] ?? '*')),
    create: ['iam:PutRolePolicy', 'iam:GetRolePolicy'],
    update: ['iam:PutRolePolicy'],
    delete: ['iam:DeleteRolePolicy'],
  },
};

/** `AWS::IAM::ManagedPolicy`. */
export const managedPolicyKind: ResourceKind = {
  nameProperty: 'ManagedPolicyName',
  make: makeManagedPolicy,
  remove({ scope, ref }) {
    const { managedPolicies, roles } = iamState(scope);
    for (const role of roles.values()) role.attached.delete(ref);
    managedPolicies.delete(ref);
  },
  replacing: ['ManagedPolicyName', 'Description', 'Path'],
  permissions: {
    on: ({ scope, name, ref }) => ref ?? policyArn(scope, '/', name),
    create: ['iam:CreatePolicy'],
    update: ['iam:GetPolicy', 'iam:ListPolicyVersions', 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'],
    delete: ['iam:GetPolicy', 'iam:ListPolicyVersions', 'iam:ListEntitiesForPolicy', 'iam:DeletePolicy'],
    also: ({ scope, kind, properties }) =>
      listOf(properties['Roles']).map((role) => ({
        action: kind === 'delete' ? 'iam:DetachRolePolicy' : 'iam:AttachRolePolicy',
        resources: roleArnOf(scope, String(role)),
      })),
  },
};

function policyArn(scope: Scope, path: string, name: string): string {
  return `arn:${partitionOf(scope.region)}:iam::${scope.account}:policy${path}${name}`;
}
