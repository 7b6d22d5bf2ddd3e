import type { ResourceKind } from '../../../kernel/resource-kind.ts';
import { keepArtifact } from '../keep-artifact.ts';
import type { StackResource } from '../state.ts';
import type { PlannedResource } from '../template/plan-stack.ts';
import type { StackRun } from './stack-run.ts';

/** A resource as it is to be: what the template says, and its properties with the stack's tags. */
export interface WantedResource {
  readonly planned: PlannedResource;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What fails when it is half made is taken away again, or the next try would find its name taken. */
export async function callKind(
  { scope, stack, artifactFolder }: StackRun,
  kind: ResourceKind,
  {
    wanted: { planned, properties },
    name,
    generatedName,
    isNew,
  }: { wanted: WantedResource; name: string; generatedName: string; isNew: boolean },
): Promise<Omit<StackResource, 'status'>> {
  const place = artifactFolder === undefined ? {} : { artifactFolder };
  const request = {
    scope,
    stackName: stack.name,
    logicalId: planned.logicalId,
    generatedName,
    properties: { ...properties },
    ...place,
  };
  try {
    const { ref, attributes = {} } = await kind.make(request);
    if (artifactFolder !== undefined) await keepArtifact(scope, { properties, artifactFolder });
    return {
      ...planned,
      generatedName,
      name,
      ref,
      attributes,
      properties,
      endpoint: scope.world.endpoint,
      statusReason: undefined,
      changedAt: scope.world.clock.now(),
    };
  } catch (error) {
    if (isNew && kind.isTaken?.(scope, name))
      await kind.remove({ scope, ref: name, name, properties: { ...properties } });
    throw error;
  }
}
