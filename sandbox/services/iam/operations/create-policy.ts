import { AwsError } from '../../../kernel/errors.ts';
import { defineOperation } from '../../../kernel/service.ts';
import { partitionOf, type Scope } from '../../../kernel/world.ts';
import { readPolicy } from '../policy.ts';
import { checkManagedPolicy } from '../quotas.ts';
import { iamState } from '../state.ts';

interface Input {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
  readonly Path?: string;
}

/** Makes a managed policy, which roles can be given or bounded by. */
export const createPolicy = defineOperation({
  resources: (input: Input, scope) => arnOf(scope, input),
  handle(input: Input, scope) {
    const arn = arnOf(scope, input);
    const { managedPolicies } = iamState(scope);
    if (managedPolicies.has(arn))
      throw new AwsError(
        'EntityAlreadyExists',
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
        { status: 409 },
      );
    const document = readPolicy(input.PolicyDocument);
    checkManagedPolicy(document);
    managedPolicies.set(arn, { arn, policyName: input.PolicyName, document });
    return {
      Policy: { PolicyName: input.PolicyName, Arn: arn, Path: input.Path ?? '/', DefaultVersionId: 'v1' },
    };
  },
});

function arnOf({ region, account }: Scope, { PolicyName, Path = '/' }: Input): string {
  return `arn:${partitionOf(region)}:iam::${account}:policy${Path}${PolicyName}`;
}
