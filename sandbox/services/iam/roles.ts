import { AwsError } from '../../kernel/errors.ts';
import { partitionOf, type Scope } from '../../kernel/world.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import { readPolicy } from './policy.ts';
import { checkAttachedPolicies } from './quotas.ts';
import { iamState, type Role } from './state.ts';

/** What a new role is made of. */
export interface RoleDescription {
  readonly roleName: string;
  /** An object or JSON text. */
  readonly trustPolicy: unknown;
  readonly path?: string;
  readonly description?: string;
  readonly maxSessionDuration?: number;
}

/** A new role without policies; a name that is taken is refused with EntityAlreadyExists. */
export function createRole(scope: Scope, description: RoleDescription): Role {
  const { roleName, path = '/' } = description;
  const { roles } = iamState(scope);
  if (!/^[\w+=,.@-]{1,64}$/.test(roleName))
    throw new AwsError(
      'ValidationError',
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  if (roles.has(roleName))
    throw new AwsError('EntityAlreadyExists', `Role with name ${roleName} already exists.`, { status: 409 });
  const role: Role = {
    roleName,
    path,
    roleId: `AROA${scope.world.ids.hex(17).toUpperCase()}`,
    arn: `arn:${partitionOf(scope.region)}:iam::${scope.account}:role${path}${roleName}`,
    createDate: new Date(scope.world.clock.now()),
    trustPolicy: readPolicy(description.trustPolicy),
    description: description.description,
    maxSessionDuration: description.maxSessionDuration ?? 3600,
    policies: new Map(),
    attached: new Set(),
  };
  roles.set(roleName, role);
  return role;
}

/** The role with this name; NoSuchEntity when there is none. */
export function roleNamed(scope: Scope, roleName: string): Role {
  const role = iamState(scope).roles.get(roleName);
  if (role === undefined)
    throw new AwsError('NoSuchEntity', `The role with name ${roleName} cannot be found.`, { status: 404 });
  return role;
}

/** The ARN a role of this name has or would have, for IAM itself. */
export function roleArnOf(scope: Scope, roleName: string): string {
  const known = iamState(scope).roles.get(roleName);
  return known?.arn ?? `arn:${partitionOf(scope.region)}:iam::${scope.account}:role/${roleName}`;
}

/** Attaches a managed policy; one of AWS's own that the sandbox does not know is refused. */
export function attachPolicy(scope: Scope, role: Role, policyArn: string): void {
  const { managedPolicies } = iamState(scope);
  if (!managedPolicies.has(policyArn)) {
    const policy = awsManagedPolicy(policyArn);
    if (policy === undefined)
      throw new AwsError('NoSuchEntity', `Policy ${policyArn} does not exist or is not attachable.`, {
        status: 404,
      });
    managedPolicies.set(policyArn, policy);
  }
  checkAttachedPolicies({ attached: new Set([...role.attached, policyArn]) });
  role.attached.add(policyArn);
}
