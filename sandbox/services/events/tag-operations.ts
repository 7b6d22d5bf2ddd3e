import { defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { notFound } from './find-bus.ts';
import { eventsState } from './state.ts';

interface TagInput {
  readonly ResourceARN: string;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

export const tagResource = defineOperation({
  resources: ({ ResourceARN }: TagInput) => ResourceARN,
  handle({ ResourceARN, Tags }, context) {
    const tags = tagsOf(context, ResourceARN);
    for (const { Key, Value } of Tags) tags.set(Key, Value);
  },
});

export const untagResource = defineOperation({
  resources: ({ ResourceARN }: { ResourceARN: string; TagKeys: readonly string[] }) => ResourceARN,
  handle({ ResourceARN, TagKeys }, context) {
    const tags = tagsOf(context, ResourceARN);
    for (const key of TagKeys) tags.delete(key);
  },
});

export const listTagsForResource = defineOperation({
  resources: ({ ResourceARN }: { ResourceARN: string }) => ResourceARN,
  handle: ({ ResourceARN }, context) => ({
    Tags: [...tagsOf(context, ResourceARN)].map(([Key, Value]) => ({ Key, Value })),
  }),
});

/** The tags of a rule or bus. */
function tagsOf(scope: Scope, arn: string): Map<string, string> {
  for (const bus of eventsState(scope).buses.values()) {
    if (bus.arn === arn) return bus.tags;
    for (const rule of bus.rules.values()) if (rule.arn === arn) return rule.tags;
  }
  throw notFound(`Resource ${arn} does not exist.`);
}
