import type { Scope } from '../../kernel/world.ts';
import { codeCommitError } from './errors.ts';
import { codeCommitState } from './state.ts';

/** A call that may come twice. */
export interface TokenUse {
  readonly operation: string;
  readonly token: string | undefined;
  /** Everything of the request that must be the same the second time. */
  readonly request: unknown;
}

/**
 * The id of what an earlier call with this client request token made, or nothing when the token is new.
 * Throws IdempotencyParameterMismatch when the token came with other content. How long AWS remembers a token
 * is unconfirmed; the sandbox does not forget.
 */
export function madeBefore(scope: Scope, use: TokenUse): string | undefined {
  if (use.token === undefined) return undefined;
  const used = codeCommitState(scope).tokens.get(keyOf(use));
  if (used === undefined) return undefined;
  if (used.request !== JSON.stringify(use.request))
    throw codeCommitError(
      'IdempotencyParameterMismatch',
      `The client request token ${use.token} was used before, with other parameters.`,
    );
  return used.id;
}

/** Remembers what a call with a client request token made. */
export function rememberToken(scope: Scope, use: TokenUse, id: string): void {
  if (use.token === undefined) return;
  codeCommitState(scope).tokens.set(keyOf(use), { request: JSON.stringify(use.request), id });
}

function keyOf({ operation, token }: TokenUse): string {
  return `${operation}/${token}`;
}
