import type { World } from '../../../sandbox/kernel/world.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { cloudformationState, type Stack } from '../../../sandbox/services/cloudformation/state.ts';

/** The stack of that name, or nothing. */
export function stackIn(world: World, region: string, name: string): Stack | undefined {
  return cloudformationState(scopeOf(world, region)).stacks.get(name);
}

/** The physical id of each resource by its logical one. */
export function refsOf(stack: Stack | undefined): Record<string, string> {
  return Object.fromEntries(
    [...(stack?.resources.values() ?? [])].map(({ logicalId, ref }) => [logicalId, ref]),
  );
}

/**
 * What each resource is made from, by its logical id, so that two stacks can be compared: what a deployment makes up
 * (names, addresses, the folder of the zips) is written as what it stands for.
 */
export function propertiesOf(world: World, stack: Stack): Record<string, unknown> {
  const resources = [...stack.resources.values()];
  const madeUp = resources
    .flatMap(({ logicalId, ref, name, attributes }) =>
      [ref, name, ...Object.values(attributes)].map((text) => [text, `<${logicalId}>`] as const),
    )
    .filter(([text]) => text.length > 8)
    .sort(([one], [other]) => other.length - one.length);
  const plain = (value: unknown): unknown => {
    let text = JSON.stringify(value);
    for (const [made, standsFor] of madeUp) text = text.replaceAll(made, standsFor);
    text = text
      .replaceAll(world.endpoint, '<endpoint>')
      .replaceAll(/serverless\/drawbridge\/prod\/[^/"]+/g, '<zips>');
    return JSON.parse(text);
  };
  return Object.fromEntries(
    resources.map(({ logicalId, type, properties }) => [logicalId, { type, properties: plain(properties) }]),
  );
}
