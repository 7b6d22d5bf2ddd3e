import type { AccessRequest, ConditionValues } from '../access-request.ts';
import { defineOffer } from '../offer.ts';
import type { Principal } from '../world.ts';

/** What a caller wants to do with a thing that has a policy of its own (an object, or JSON text). */
export interface ResourceAccess {
  readonly policy: unknown;
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly conditions?: ConditionValues;
}

/** What a service does with a key for a caller. */
export interface KeyUse {
  /** The service that keeps what is encrypted, as in `dynamodb`. */
  readonly service: string;
  /** The key's ARN or id; nothing when AWS's own key is used, which needs no permission. */
  readonly key: string | undefined;
  readonly actions: readonly ('Decrypt' | 'GenerateDataKey')[];
}

/** What a role session signs its requests with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Absent when they never expire, as those of the sandbox's own processes. */
  readonly expiration: Date | undefined;
}

/** For which role and session credentials are wanted, and by whom; without `caller` the role need trust nobody. */
export interface SessionRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly caller?: Principal;
}

/** An access key that exists: who it is, and what its signatures are made with. */
export interface AccessKey {
  readonly principal: Principal;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly expiresAt: Date | undefined;
}

/** A role, as far as those need it who let somebody act as it. */
export interface AssumableRole {
  readonly arn: string;
  readonly roleName: string;
  readonly roleId: string;
  readonly maxSessionDuration: number;
  /** Who may act as it; what `ResourceAccess` takes. */
  readonly trustPolicy: unknown;
}

/** Returns when the caller may do it, or throws the `AccessDenied` that AWS words. */
export const authorize = defineOffer<[principal: Principal, request: AccessRequest], void>('iam.authorize');

/** Returns when the thing's own policy lets the caller, or throws the `AccessDenied` that AWS words. */
export const authorizeResource = defineOffer<[access: ResourceAccess], void>('iam.authorizeResource');

/** Returns when a service may use the key in the caller's name, or throws the `AccessDenied` that KMS words. */
export const authorizeKey = defineOffer<[principal: Principal, use: KeyUse], void>('iam.authorizeKey');

/** Requests signed with what it gives act as the role. Declines with `NoSuchEntity`, or `AccessDenied` of the trust policy. */
export const issueCredentials = defineOffer<[request: SessionRequest], Credentials>('iam.issueCredentials');

/** The access key with this id, expired or not; `undefined` when nobody has it. */
export const accessKeyOf = defineOffer<[accessKeyId: string], AccessKey | undefined>('iam.accessKeyOf');

/** The role with this ARN; `undefined` when there is none. */
export const roleOf = defineOffer<[roleArn: string], AssumableRole | undefined>('iam.roleOf');
