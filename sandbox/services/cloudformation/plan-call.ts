import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { compareStack } from './engine/compare-stack.ts';
import { type PlannedGoal, planGoal } from './engine/stack-goal.ts';
import { validationError } from './find-stack.ts';
import type { ResourceChange, Stack, StackGoal } from './state.ts';
import { type Template, templateIn } from './template/template.ts';

/** What a call would do to a stack. Declines, with a ValidationError, a template that makes no sense there. */
export function planCall(
  scope: Scope,
  stack: Stack,
  given: StackGoal & { template: Template },
): { goal: PlannedGoal; changes: ResourceChange[]; isNothing: boolean } {
  try {
    refuseOtherTypes(stack, given.template);
    const goal = planGoal(scope, stack, given);
    const changes = compareStack(scope, stack, goal);
    return { goal, changes, isNothing: changes.length === 0 && !changesAround(stack, goal) };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw validationError(`Template error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A resource keeps its type as long as it keeps its name in the template. */
function refuseOtherTypes({ resources }: Stack, { Resources }: Template): void {
  const others = [...resources.values()].filter(({ logicalId, type }) => {
    const wanted = Resources[logicalId]?.Type;
    return wanted !== undefined && wanted !== type;
  });
  if (others.length > 0)
    throw validationError(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: ' +
        `[${others.map(({ logicalId }) => logicalId).join(', ')}]`,
    );
}

/** Outputs and the resources' policies are changes too, although no resource changes by them. */
function changesAround(stack: Stack, { template }: PlannedGoal): boolean {
  const before = templateIn(stack.templateText);
  return before === undefined || around(before) !== around(template);
}

function around({ Outputs = {}, Resources }: Template): string {
  const policies = Object.entries(Resources).map(([name, resource]) => [
    name,
    resource.DeletionPolicy,
    resource.UpdateReplacePolicy,
  ]);
  return JSON.stringify([Outputs, policies]);
}
