import type { ResourceKind } from '../../../kernel/resource-kind.ts';

type Properties = Readonly<Record<string, unknown>>;

/** The properties with the stack's tags besides the resource's own, which win, where its type takes tags. */
export function withStackTags(
  kind: ResourceKind,
  properties: Properties,
  tags: Readonly<Record<string, string>>,
) {
  const names = Object.keys(tags);
  if (names.length === 0 || kind.permissions.tag === undefined) return properties;
  const own = Array.isArray(properties['Tags']) ? (properties['Tags'] as { readonly Key: unknown }[]) : [];
  const added = names
    .filter((name) => !own.some(({ Key }) => Key === name))
    .map((Key) => ({ Key, Value: tags[Key] }));
  return { ...properties, Tags: [...own, ...added] };
}
