import { registry } from '../../../kernel/registry.ts';
import type { ResourceKind } from '../../../kernel/resource-kind.ts';
import type { Principal, Scope } from '../../../kernel/world.ts';
import type { Stack } from '../state.ts';

/** One operation on a stack: where, on which, and with whose permissions. */
export interface StackRun {
  readonly scope: Scope;
  readonly stack: Stack;
  readonly actor: Principal;
  /** The tags that every resource gets. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where the zips are that the template names; without it they are in S3. */
  readonly artifactFolder?: string | undefined;
}

/** A resource that could not be made, changed or removed; the stack's events say so too. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly logicalId: string;
  readonly type: string;
  readonly verb: 'create' | 'update' | 'delete';

  constructor(
    failed: { logicalId: string; type: string; verb: 'create' | 'update' | 'delete' },
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.logicalId = failed.logicalId;
    this.type = failed.type;
    this.verb = failed.verb;
  }
}

/** The kind of a resource type; throws for a type that the sandbox does not know. */
export function kindOf(
  { world }: Scope,
  { logicalId, type }: { logicalId: string; type: string },
): ResourceKind {
  for (const { resources } of registry.of(world).services)
    if (resources !== undefined && Object.hasOwn(resources, type)) return resources[type] as ResourceKind;
  throw new Error(
    `The sandbox cannot make ${logicalId}: it knows no resources of type ${type}. ` +
      'Each service lists its own in sandbox/services/<name>/service.ts.',
  );
}
