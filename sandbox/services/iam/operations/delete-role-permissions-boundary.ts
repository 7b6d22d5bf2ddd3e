import { defineOperation } from '../../../kernel/service.ts';
import { boundRole } from '../permissions-boundary.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
}

/** Lets a role do all that its own policies allow. */
export const deleteRolePermissionsBoundary = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle(input: Input, scope): void {
    boundRole(scope, roleNamed(scope, input.RoleName), undefined);
  },
});
