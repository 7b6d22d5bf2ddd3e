import { defineOperation } from '../../../kernel/service.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
}

/** Names of a role's inline policies, in one page. */
export const listRolePolicies = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle: (input: Input, scope) => ({
    PolicyNames: [...roleNamed(scope, input.RoleName).policies.keys()].toSorted(),
    IsTruncated: false,
  }),
});
