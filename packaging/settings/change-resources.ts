import type { Template } from '../template.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Gives every resource of a type the properties that `change` makes of those it has. */
export function changeResources(
  template: Template,
  type: string,
  change: (properties: Properties, logicalId: string) => Properties,
): void {
  for (const [logicalId, resource] of Object.entries(template.Resources))
    if (resource.Type === type)
      template.Resources[logicalId] = {
        ...resource,
        Properties: change(resource.Properties ?? {}, logicalId),
      };
}
