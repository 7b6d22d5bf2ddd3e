import { defineOperation } from '../../../kernel/service.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
}

/** The tags of a role, in one page. */
export const listRoleTags = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle: (input: Input, scope) => ({
    Tags: [...(roleNamed(scope, input.RoleName).tags ?? [])].map(([Key, Value]) => ({ Key, Value })),
    IsTruncated: false,
  }),
});
