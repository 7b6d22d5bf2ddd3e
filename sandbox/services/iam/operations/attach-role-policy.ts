import { defineOperation } from '../../../kernel/service.ts';
import { attachPolicy, roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
  readonly PolicyArn: string;
}

/** Attaches a managed policy to a role; twice is once. */
export const attachRolePolicy = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle(input: Input, scope): void {
    attachPolicy(scope, roleNamed(scope, input.RoleName), input.PolicyArn);
  },
});
