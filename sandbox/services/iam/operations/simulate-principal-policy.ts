import { defineOperation } from '../../../kernel/service.ts';
import { simulateRole } from '../authorize.ts';
import type { Decision } from '../evaluate.ts';
import { roleNamed } from '../roles.ts';

interface Input {
  readonly PolicySourceArn: string;
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[];
}

const words: Readonly<Record<Decision['kind'], string>> = {
  allow: 'allowed',
  'explicit-deny': 'explicitDeny',
  'implicit-deny': 'implicitDeny',
};

/**
 * Whether a role's policies would allow each action on each resource; nothing is called.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy = defineOperation({
  resources: (input: Input) => input.PolicySourceArn,
  handle({ PolicySourceArn, ActionNames, ResourceArns = ['*'] }: Input, scope) {
    const role = roleNamed(scope, PolicySourceArn.slice(PolicySourceArn.lastIndexOf('/') + 1));
    return {
      EvaluationResults: ActionNames.flatMap((action) =>
        ResourceArns.map((resource) => ({
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: words[simulateRole(scope, role, { action, resource })],
          MatchedStatements: [],
          MissingContextValues: [],
        })),
      ),
      IsTruncated: false,
    };
  },
});
