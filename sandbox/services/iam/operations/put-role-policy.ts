import { defineOperation } from '../../../kernel/service.ts';
import { readPolicy } from '../policy.ts';
import { checkInlinePolicies } from '../quotas.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

/** Writes an inline policy, over one of the same name. */
export const putRolePolicy = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle(input: Input, scope): void {
    const { roleName, policies } = roleNamed(scope, input.RoleName);
    const document = readPolicy(input.PolicyDocument);
    checkInlinePolicies({ roleName, policies: new Map(policies).set(input.PolicyName, document) });
    policies.set(input.PolicyName, document);
  },
});
