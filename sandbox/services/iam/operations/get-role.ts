import { defineOperation } from '../../../kernel/service.ts';
import { describeRole } from '../describe-role.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
}

/** One role with its trust policy. */
export const getRole = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle: (input: Input, scope) => ({ Role: describeRole(roleNamed(scope, input.RoleName)) }),
});
