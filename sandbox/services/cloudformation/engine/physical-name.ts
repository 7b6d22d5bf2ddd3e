import type { ResourceKind } from '../../../kernel/resource-kind.ts';
import type { Scope } from '../../../kernel/world.ts';

/** A name for a resource that the template does not name: stack, logical id and chance, as long as the type allows. */
export function generateName(
  scope: Scope,
  { stackName, logicalId, limit = 255 }: { stackName: string; logicalId: string; limit?: number | undefined },
): string {
  const chance = scope.world.ids.hex(12).toUpperCase();
  return `${`${stackName}-${logicalId}`.slice(0, limit - chance.length - 1)}-${chance}`;
}

/** The name that the template gives a resource; nothing when it leaves that to CloudFormation. */
export function givenName(
  kind: ResourceKind,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  const given = kind.nameProperty === undefined ? undefined : properties[kind.nameProperty];
  return given === undefined ? undefined : String(given);
}
