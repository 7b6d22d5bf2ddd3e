import type { AccessRequest } from './access-request.ts';
import type { Scope } from './world.ts';

/** What a CloudFormation resource is to be made from. */
export interface ResourceRequest {
  readonly scope: Scope;
  readonly stackName: string;
  readonly logicalId: string;
  /** Name to use where the template gives none. */
  readonly generatedName: string;
  /** Properties with every intrinsic function resolved. */
  readonly properties: Record<string, unknown>;
  /** Folder that holds the packaged zip files the template names by `S3Key`; without one they are in S3. */
  readonly artifactFolder?: string;
}

/** What `Ref` and `Fn::GetAtt` of the resource give. */
export interface ResourceResult {
  readonly ref: string;
  readonly attributes?: Record<string, string>;
}

/** A resource that a stack has made. */
export interface MadeResource {
  readonly scope: Scope;
  /** What `Ref` gives: CloudFormation's physical id. */
  readonly ref: string;
  /** Its name: what the template gives, or what was made up. */
  readonly name: string;
  /** What it was made from, resolved. */
  readonly properties: Record<string, unknown>;
}

/** One kind of CloudFormation resource: how it comes to be, how it changes, and how it goes. */
export interface ResourceKind {
  /** The property that names it, where the template may give its name. */
  readonly nameProperty?: string;
  /** The longest name that may be made up for it. */
  readonly nameLimit?: number;
  /** Makes it, or brings the one of that name up to date. */
  make(request: ResourceRequest): ResourceResult | Promise<ResourceResult>;
  /** Takes it away; one that is gone already is no error. Throws what the service says when it cannot go. */
  remove(resource: MadeResource): void | Promise<void>;
  /** Whether the name is taken by something that this stack did not make. Without it, names do not collide. */
  isTaken?(scope: Scope, name: string): boolean;
  /** Properties whose change makes another resource in place of this one ("Update requires: Replacement"). */
  readonly replacing: readonly string[];
  readonly permissions: ResourcePermissions;
}

/** A step that a deployment takes with one resource. */
export interface ResourceStep {
  readonly scope: Scope;
  readonly kind: 'create' | 'update' | 'delete';
  readonly name: string;
  /** What `Ref` gives, once there is one. */
  readonly ref: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The properties that an update changes; empty before a creation. */
  readonly previous: Readonly<Record<string, unknown>>;
}

/**
 * What CloudFormation does for a resource with the permissions of whoever deploys. Each list is what the handlers
 * of the type's public schema name, less what belongs to properties that are not given.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ and the registry's schemas.
 */
export interface ResourcePermissions {
  /** The ARN that IAM is asked about. */
  on(step: ResourceStep): string;
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
  /** Asked besides when tags are set, of the resource or of the stack; and when some are taken away. */
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
  /** Asked besides when a property is given or changed; and when it is given no longer. */
  readonly properties?: Readonly<
    Record<string, { readonly set: readonly string[]; readonly unset?: readonly string[] }>
  >;
  /** Whatever else a step touches: the role it passes on, the object it reads. */
  also?(step: ResourceStep): readonly AccessRequest[];
}
