import { AwsError } from '../../kernel/errors.ts';
import type { AccessKey, AssumableRole, Credentials, SessionRequest } from '../../kernel/offers/iam.ts';
import {
  administrator,
  type Principal,
  partitionOf,
  type Scope,
  scopeOf,
  type World,
} from '../../kernel/world.ts';
import { authorizeResource } from './authorize.ts';
import { iamState, type Role } from './state.ts';

/**
 * Credentials of a new session of the role; requests signed with them act as that role. They never expire
 * unless `durationSeconds` is given. A role that does not exist is refused with NoSuchEntity; one whose
 * trust policy does not name the `caller` that will act as it with AccessDenied.
 */
export function issueCredentials(scope: Scope, request: SessionRequest): Credentials {
  const { world } = scope;
  const role = roleWithArn(scope, request.roleArn);
  if (role === undefined)
    throw new AwsError('NoSuchEntity', `The role ${request.roleArn} cannot be found.`, { status: 404 });
  if (request.caller !== undefined)
    authorizeResource(role.trustPolicy.source, {
      principal: request.caller,
      action: 'sts:AssumeRole',
      resource: role.arn,
    });
  forgetEnded(scope);
  const accessKeyId = `ASIA${world.ids.hex(16).toUpperCase()}`;
  const secretAccessKey = world.ids.hex(40);
  const sessionToken = `sandbox-session-${world.ids.hex(32)}`;
  const expiration =
    request.durationSeconds === undefined
      ? undefined
      : new Date(world.clock.now() + request.durationSeconds * 1000);
  const { sessionName } = request;
  const partition = partitionOf(scope.region);
  iamState(scope).sessions.set(accessKeyId, {
    roleArn: role.arn,
    roleId: role.roleId,
    arn: `arn:${partition}:sts::${scope.account}:assumed-role/${role.roleName}/${sessionName}`,
    sessionName,
    secretAccessKey,
    sessionToken,
    expiresAt: expiration,
  });
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

/** The role with this ARN, as far as others need it; `undefined` when there is none. */
export function roleOf(scope: Scope, roleArn: string): AssumableRole | undefined {
  const role = roleWithArn(scope, roleArn);
  return role && { ...role, trustPolicy: role.trustPolicy.source };
}

function roleWithArn(scope: Scope, arn: string): Role | undefined {
  const role = iamState(scope).roles.get(arn.slice(arn.lastIndexOf('/') + 1));
  return role?.arn === arn ? role : undefined;
}

/** A session that ended an hour ago is told apart from a key that never was by nobody. */
function forgetEnded(scope: Scope): void {
  const { sessions } = iamState(scope);
  const limit = scope.world.clock.now() - 3_600_000;
  for (const [accessKeyId, { expiresAt }] of sessions)
    if (expiresAt !== undefined && expiresAt.getTime() < limit) sessions.delete(accessKeyId);
}

/** The access key with this id, expired or not; `undefined` when nobody has it. */
export function accessKeyOf(scope: Scope, accessKeyId: string): AccessKey | undefined {
  const { world } = scope;
  if (accessKeyId === world.administrator.accessKeyId) return administratorOf(world);
  const session = iamState(scope).sessions.get(accessKeyId);
  return (
    session && {
      principal: {
        kind: 'role',
        arn: session.arn,
        roleArn: session.roleArn,
        userId: `${session.roleId}:${session.sessionName}`,
      },
      secretAccessKey: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expiresAt: session.expiresAt,
    }
  );
}

/** Who an access key belongs to; `undefined` when nobody has it. */
export function principalOf(world: World, accessKeyId: string): Principal | undefined {
  return accessKeyOf(scopeOf(world, 'us-east-1'), accessKeyId)?.principal;
}

function administratorOf(world: World): AccessKey {
  return {
    principal: administrator(world),
    secretAccessKey: world.administrator.secretAccessKey,
    sessionToken: undefined,
    expiresAt: undefined,
  };
}
