import type { ResourceResult } from '../../../kernel/resource-kind.ts';
import type { Scope } from '../../../kernel/world.ts';
import { exportedValue } from '../exports.ts';
import type { Stack, StackGoal } from '../state.ts';
import { planStack, type StackPlan } from '../template/plan-stack.ts';
import type { Template } from '../template/template.ts';
import type { StackRun } from './stack-run.ts';

/** What a stack is to become, worked out. */
export interface PlannedGoal extends StackGoal {
  readonly template: Template;
  readonly plan: StackPlan;
}

/** Works out what a template means for a stack. Throws what is wrong with it. */
export function planGoal(
  scope: Scope,
  stack: Pick<Stack, 'name' | 'id'>,
  goal: StackGoal & { template: Template },
): PlannedGoal {
  const { account, region } = scope;
  const plan = planStack(
    goal.template,
    {
      account,
      region,
      stackName: stack.name,
      stackId: stack.id,
      importValue: (name) => exportedValue(scope, name),
    },
    goal.parameters,
  );
  return { ...goal, plan };
}

/** The stack is what the plan said: its outputs, its parameters, its resources in the plan's order. */
export function adoptGoal(
  { stack }: StackRun,
  { plan, template, templateText, tags, capabilities }: PlannedGoal,
  made: ReadonlyMap<string, ResourceResult>,
): void {
  stack.outputs = plan.outputsOf(made);
  stack.parameters = plan.parameters;
  stack.templateText = templateText;
  stack.description = template.Description;
  stack.tags = tags;
  stack.capabilities = capabilities;
  const resources = plan.order.map(({ logicalId }) => stack.resources.get(logicalId));
  stack.resources.clear();
  for (const resource of resources) if (resource) stack.resources.set(resource.logicalId, resource);
}
