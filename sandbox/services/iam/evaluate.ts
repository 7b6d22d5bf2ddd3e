import type { Principal } from '../../kernel/world.ts';
import { conditionHolds, type RequestContext } from './conditions.ts';
import { globFits, type Variables } from './glob.ts';
import type { PolicyDocument, Statement } from './policy.ts';
import { principalFits } from './principal-fits.ts';

/** One action on one resource. */
export interface AccessQuestion {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Asked of resource policies only: their statements say whom they are about. */
  readonly principal?: Principal;
}

/** What the policies say; `implicit-deny` when no statement is about the question. */
export type Decision =
  | { readonly kind: 'allow' | 'explicit-deny'; readonly statement: Statement }
  | { readonly kind: 'implicit-deny' };

/**
 * What these policies say together: a statement that denies wins over all that allow, and what nobody allows
 * is denied. Pure; a policy variable without a value makes its statement fit nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: Iterable<PolicyDocument>, question: AccessQuestion): Decision {
  const variables: Variables = (key) => question.context.get(key)?.[0];
  let allowing: Statement | undefined;
  for (const policy of policies)
    for (const statement of policy.statements) {
      if (allowing !== undefined && statement.effect === 'Allow') continue;
      if (!isAbout(statement, question, variables)) continue;
      if (statement.effect === 'Deny') return { kind: 'explicit-deny', statement };
      allowing = statement;
    }
  return allowing ? { kind: 'allow', statement: allowing } : { kind: 'implicit-deny' };
}

function isAbout(statement: Statement, question: AccessQuestion, variables: Variables): boolean {
  return (
    actionFits(statement, question.action) &&
    resourceFits(statement, question.resource, variables) &&
    isAddressedTo(statement, question.principal) &&
    statement.conditions.every((condition) => conditionHolds(condition, question.context))
  );
}

const noVariables: Variables = () => undefined;

/** Actions are compared without regard to case; variables have no place in them. */
function actionFits({ actions, notActions }: Statement, action: string): boolean {
  const fits = (pattern: string) => globFits(pattern.toLowerCase(), action.toLowerCase(), noVariables);
  return actions ? actions.some(fits) : !(notActions ?? []).some(fits);
}

/** A statement without resources is a resource policy's that is about the thing it is attached to. */
function resourceFits(statement: Statement, resource: string, variables: Variables): boolean {
  const fits = (pattern: string) => globFits(pattern, resource, variables);
  if (statement.notResources) return !statement.notResources.some(fits);
  return statement.resources === undefined || statement.resources.some(fits);
}

function isAddressedTo(statement: Statement, principal: Principal | undefined): boolean {
  if (principal === undefined) return true;
  if (statement.notPrincipals) return !principalFits(statement.notPrincipals, principal);
  return statement.principals !== undefined && principalFits(statement.principals, principal);
}
