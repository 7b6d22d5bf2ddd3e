import type { Principal } from '../../kernel/world.ts';
import type { Principals } from './policy.ts';

/**
 * Whether the `Principal` element of a resource policy names this caller. A role's ARN stands for all its
 * sessions, an account for everyone in it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalFits(principals: Principals, caller: Principal): boolean {
  if (principals === '*') return true;
  if (caller.kind === 'service') return (principals.Service ?? []).some((name) => name === caller.service);
  const account = caller.arn.split(':')[4] ?? '';
  return (principals.AWS ?? []).some(
    (name) =>
      name === '*' ||
      name === caller.arn ||
      name === account ||
      (name.startsWith('arn:') && name.endsWith(`::${account}:root`)) ||
      (caller.kind === 'role' && name === caller.roleArn),
  );
}
