import type { Principal } from '../../kernel/world.ts';

/** The ARN by which CodeCommit names a caller; a service is named by what it acts for. */
export function callerArn(principal: Principal): string {
  return principal.kind === 'service' ? principal.sourceArn : principal.arn;
}

/**
 * Who counts as the same author of a comment: for a role the role, whatever its session.
 * That two sessions of one role are the same caller is unconfirmed.
 */
export function commentAuthor(principal: Principal): string {
  return principal.kind === 'role' ? principal.roleArn : callerArn(principal);
}

/** The name that commits made through the API carry when the request gives none. */
export function callerName(principal: Principal): string {
  return callerArn(principal).split(/[/:]/).at(-1) ?? 'unknown';
}
