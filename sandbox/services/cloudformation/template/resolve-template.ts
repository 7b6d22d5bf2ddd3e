import type { ResourceResult } from '../../../kernel/resource-kind.ts';
import { partitionOf } from '../../../kernel/world.ts';
import { type GuessPlace, guessResource } from './guess-resource.ts';
import { planStack, type StackOutput } from './plan-stack.ts';
import type { Template } from './template.ts';

/** A resource with every intrinsic function of its properties resolved. */
export interface ResolvedResource extends ResourceResult {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ResolvedTemplate {
  /** By logical id, each after those it refers to. */
  readonly resources: ReadonlyMap<string, ResolvedResource>;
  readonly outputs: readonly StackOutput[];
}

/**
 * The template as it would be deployed to a place, with the names and ARNs that AWS would give: to be read,
 * nothing is made. What AWS makes up is written `GENERATED`; what other stacks export, by its export's name.
 */
export function resolveTemplate(
  template: Template,
  where: GuessPlace & { readonly parameters?: Readonly<Record<string, string>> },
): ResolvedTemplate {
  const { account, region, stackName } = where;
  const stackId = `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${stackName}/GENERATED`;
  const place = { account, region, stackName, stackId, importValue: (name: string) => name };
  const plan = planStack(template, place, where.parameters);
  const resources = new Map<string, ResolvedResource>();
  for (const { logicalId, type } of plan.order) {
    const properties = plan.propertiesOf(logicalId, resources);
    resources.set(logicalId, {
      type,
      properties,
      ...guessResource(where, { logicalId, type, properties }),
    });
  }
  return { resources, outputs: plan.outputsOf(resources) };
}
