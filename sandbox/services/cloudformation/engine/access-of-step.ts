import type { AccessRequest } from '../../../kernel/access-request.ts';
import type { ResourcePermissions, ResourceStep } from '../../../kernel/resource-kind.ts';

type Properties = ResourceStep['properties'];

/** Everything that IAM is asked before CloudFormation takes a step with a resource. */
export function accessOfStep(permissions: ResourcePermissions, step: ResourceStep): readonly AccessRequest[] {
  const resources = permissions.on(step);
  const actions = new Set(permissions[step.kind]);
  if (step.kind !== 'delete')
    for (const action of [...forTags(permissions, step), ...forProperties(permissions, step)])
      actions.add(action);
  return [...[...actions].map((action) => ({ action, resources })), ...(permissions.also?.(step) ?? [])];
}

function forTags({ tag = [], untag = [] }: ResourcePermissions, step: ResourceStep): readonly string[] {
  const wanted = tagsIn(step.properties);
  const previous = tagsIn(step.previous);
  const isSet = [...wanted].some(([key, value]) => previous.get(key) !== value);
  const isUnset = [...previous.keys()].some((key) => !wanted.has(key));
  return [...(isSet ? tag : []), ...(isUnset ? untag : [])];
}

function tagsIn({ Tags }: Properties): ReadonlyMap<string, string> {
  if (!Array.isArray(Tags)) return new Map();
  return new Map(
    (Tags as { Key: unknown; Value: unknown }[]).map(({ Key, Value }) => [String(Key), String(Value)]),
  );
}

function forProperties(permissions: ResourcePermissions, step: ResourceStep): readonly string[] {
  return Object.entries(permissions.properties ?? {}).flatMap(([name, { set, unset = [] }]) => {
    const wanted = step.properties[name];
    const previous = step.previous[name];
    if (wanted === undefined) return previous === undefined ? [] : unset;
    return JSON.stringify(wanted) === JSON.stringify(previous) ? [] : set;
  });
}
