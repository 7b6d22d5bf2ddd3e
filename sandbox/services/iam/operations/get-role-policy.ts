import { AwsError } from '../../../kernel/errors.ts';
import { defineOperation } from '../../../kernel/service.ts';
import { encodeDocument } from '../describe-role.ts';
import { roleArnOf, roleNamed } from '../roles.ts';

interface Input {
  readonly RoleName: string;
  readonly PolicyName: string;
}

/** One inline policy of a role. */
export const getRolePolicy = defineOperation({
  resources: (input: Input, scope) => roleArnOf(scope, input.RoleName),
  handle(input: Input, scope) {
    const policy = roleNamed(scope, input.RoleName).policies.get(input.PolicyName);
    if (policy === undefined)
      throw new AwsError('NoSuchEntity', `The role policy with name ${input.PolicyName} cannot be found.`, {
        status: 404,
      });
    return {
      RoleName: input.RoleName,
      PolicyName: input.PolicyName,
      PolicyDocument: encodeDocument(policy),
    };
  },
});
