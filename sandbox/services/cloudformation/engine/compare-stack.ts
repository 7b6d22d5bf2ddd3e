import type { ResourceKind, ResourceResult } from '../../../kernel/resource-kind.ts';
import type { Scope } from '../../../kernel/world.ts';
import type { ResourceChange, Stack, StackResource } from '../state.ts';
import type { StackPlan } from '../template/plan-stack.ts';
import { kindOf } from './stack-run.ts';
import { withStackTags } from './with-stack-tags.ts';

type Properties = Readonly<Record<string, unknown>>;

/** What refers to a thing that is yet to be made. */
const KNOWN_LATER = '{{changeSet:KNOWN_AFTER_APPLY}}';
const madeLater: ResourceResult = {
  ref: KNOWN_LATER,
  attributes: new Proxy<Record<string, string>>({}, { get: () => KNOWN_LATER }),
};

/** What a plan would add to the stack, change in it and remove from it, without doing anything. */
export function compareStack(
  scope: Scope,
  stack: Stack,
  { plan, tags }: { plan: StackPlan; tags: Readonly<Record<string, string>> },
): ResourceChange[] {
  const changes: ResourceChange[] = [];
  const projected = new Map<string, ResourceResult>();
  for (const { logicalId, type } of plan.order) {
    const known = stack.resources.get(logicalId);
    const kind = kindOf(scope, { logicalId, type });
    const properties = withStackTags(kind, plan.propertiesOf(logicalId, projected), tags);
    const isReplaced = known !== undefined && needsReplacing(kind, known, properties);
    projected.set(logicalId, known === undefined || isReplaced ? madeLater : known);
    const entry = { logicalId, type, ref: known?.ref, isReplaced };
    if (known === undefined) changes.push({ ...entry, action: 'Add', properties: [] });
    else if (!isUpToDate(scope, known, properties))
      changes.push({
        ...entry,
        action: 'Modify',
        properties: changedProperties(known.properties, properties),
      });
  }
  for (const { logicalId, type, ref } of stack.resources.values())
    if (!projected.has(logicalId))
      changes.push({ action: 'Remove', logicalId, type, ref, isReplaced: false, properties: [] });
  return changes;
}

/** Whether a resource is what the template wants, and reached where the sandbox is reached now. */
export function isUpToDate({ world }: Scope, known: StackResource, properties: Properties): boolean {
  return known.endpoint === world.endpoint && isEqual(known.properties, properties);
}

/** Whether the change of a property makes another resource in place of this one. */
export function needsReplacing(kind: ResourceKind, known: StackResource, properties: Properties): boolean {
  return kind.replacing.some((name) => !isEqual(known.properties[name], properties[name]));
}

function changedProperties(before: Properties, after: Properties): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isEqual(before[name], after[name]));
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
