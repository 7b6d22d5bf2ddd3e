import { defineOperation } from '../../../kernel/service.ts';
import { boundRole } from '../permissions-boundary.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
  readonly PermissionsBoundary: string;
}

/** Bounds a role, or bounds it otherwise. */
export const putRolePermissionsBoundary = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle(input: Input, scope): void {
    boundRole(scope, roleNamed(scope, input.RoleName), input.PermissionsBoundary);
  },
});
