import { defineState } from '../../kernel/world.ts';
import type { PolicyDocument } from './policy.ts';

/** A role as IAM keeps it; policy documents are kept parsed. */
export interface Role {
  readonly roleName: string;
  readonly path: string;
  readonly roleId: string;
  readonly arn: string;
  readonly createDate: Date;
  description: string | undefined;
  maxSessionDuration: number;
  trustPolicy: PolicyDocument;
  /** ARN of the managed policy that bounds it. */
  permissionsBoundary?: string | undefined;
  tags?: ReadonlyMap<string, string>;
  /** Inline policies by name. */
  readonly policies: Map<string, PolicyDocument>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
}

/** A policy of its own, attached to roles by its ARN. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly policyName: string;
  document: PolicyDocument;
}

/** A session of a role: what its temporary access key stands for. */
export interface Session {
  readonly roleArn: string;
  readonly roleId: string;
  readonly arn: string;
  readonly sessionName: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Never, for the sandbox's own processes. */
  readonly expiresAt: Date | undefined;
}

/** IAM is one for the whole account; a Region makes no difference to it. */
export const iamState = defineState(
  'iam',
  () => ({
    /** By name. */
    roles: new Map<string, Role>(),
    /** By ARN. */
    managedPolicies: new Map<string, ManagedPolicy>(),
    /** By access key id. */
    sessions: new Map<string, Session>(),
  }),
  { global: true },
);
