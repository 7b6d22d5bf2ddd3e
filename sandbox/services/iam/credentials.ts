import { AwsError } from '../../kernel/errors.ts';
import { type Principal, partitionOf, type Scope, scopeOf, type World } from '../../kernel/world.ts';
import { authorizeResource } from './authorize.ts';
import { iamState } from './state.ts';

/** What a role session signs its requests with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Absent when they never expire, as those of the sandbox's own processes. */
  readonly expiration: Date | undefined;
}

/** An access key that exists: who it is, and what its signatures are made with. */
export interface AccessKey {
  readonly principal: Principal;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly expiresAt: Date | undefined;
}

/**
 * Credentials of a new session of the role; requests signed with them act as that role. They never expire
 * unless `durationSeconds` is given. A role that does not exist is refused with NoSuchEntity; one whose
 * trust policy does not name the `caller` that will act as it with AccessDenied.
 */
export function issueCredentials(
  scope: Scope,
  request: { roleArn: string; sessionName: string; durationSeconds?: number; caller?: Principal },
): Credentials {
  const { world } = scope;
  const state = iamState(scope);
  const role = state.roles.get(request.roleArn.slice(request.roleArn.lastIndexOf('/') + 1));
  if (role === undefined || role.arn !== request.roleArn)
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
  state.sessions.set(accessKeyId, {
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

/** A session that ended an hour ago is told apart from a key that never was by nobody. */
function forgetEnded(scope: Scope): void {
  const { sessions } = iamState(scope);
  const limit = scope.world.clock.now() - 3_600_000;
  for (const [accessKeyId, { expiresAt }] of sessions)
    if (expiresAt !== undefined && expiresAt.getTime() < limit) sessions.delete(accessKeyId);
}

/** The access key with this id, expired or not; `undefined` when nobody has it. */
export function accessKeyOf(world: World, accessKeyId: string): AccessKey | undefined {
  if (accessKeyId === world.administrator.accessKeyId) return administratorOf(world);
  const session = iamState(scopeOf(world, 'us-east-1')).sessions.get(accessKeyId);
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
  return accessKeyOf(world, accessKeyId)?.principal;
}

/** The account's administrator, who may do everything. */
export function administrator(world: World): Principal {
  return {
    kind: 'user',
    arn: `arn:aws:iam::${world.account}:user/admin`,
    userId: 'AIDASANDBOXADMIN00000',
  };
}

function administratorOf(world: World): AccessKey {
  return {
    principal: administrator(world),
    secretAccessKey: world.administrator.secretAccessKey,
    sessionToken: undefined,
    expiresAt: undefined,
  };
}
