import { defineOperation } from '../../../kernel/service.ts';
import { describeRole } from '../describe-role.ts';
import { boundRole } from '../permissions-boundary.ts';
import { createRole, roleArnOf } from '../roles.ts';

interface Input {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: string;
  readonly Path?: string;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
  readonly PermissionsBoundary?: string;
}

/** Creates a role without policies. */
export const createRoleOperation = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle(input: Input, scope) {
    const role = createRole(scope, {
      roleName: input.RoleName,
      trustPolicy: input.AssumeRolePolicyDocument,
      ...(input.Path !== undefined && { path: input.Path }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.MaxSessionDuration !== undefined && { maxSessionDuration: input.MaxSessionDuration }),
    });
    boundRole(scope, role, input.PermissionsBoundary);
    return { Role: describeRole(role) };
  },
});
