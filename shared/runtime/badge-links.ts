import { createHmac, timingSafeEqual } from 'node:crypto';
import { type BadgeState, badgeStates } from '../core/badge.ts';
import type { SigningKey } from '../core/ports.ts';

/** What a pull request's badge says: the check at a commit is in a state. The address holds all of it. */
export interface PullRequestBadge {
  readonly pullRequestId: string;
  readonly commit: string;
  readonly check: string;
  readonly state: BadgeState;
}

/** The path of a signed badge, without a leading slash. It never changes its meaning, so it may be kept forever. */
export function signedBadgePath(badge: PullRequestBadge, key: string): string {
  const { pullRequestId, commit, check, state } = badge;
  const parts = [pullRequestId, commit, check, state].map(encodeURIComponent);
  return `pull-request/${parts.join('/')}/${signatureOf(badge, key)}.svg`;
}

/** Whether the signature was made for this badge with this key; takes the same time for every wrong one. */
export function isSignedBadge(badge: PullRequestBadge, signature: string, key: string): boolean {
  const expected = Buffer.from(signatureOf(badge, key));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** 128 bits of HMAC-SHA-256 over the parts, each with its length, so that no two badges sign alike. */
function signatureOf({ pullRequestId, commit, check, state }: PullRequestBadge, key: string): string {
  const message = [pullRequestId, commit, check, state].map((part) => `${part.length}:${part}`).join('');
  return createHmac('sha256', key).update(message).digest('base64url').slice(0, 22);
}

/** Addresses of the badges of checks at a commit, by check and state. Fails when the key cannot be read. */
export function badgeLinks(baseUrl: string, signingKey: SigningKey) {
  return async (
    pullRequestId: string,
    commit: string,
    checks: readonly string[],
  ): Promise<Record<string, Partial<Record<BadgeState, string>>>> => {
    const key = await signingKey.get();
    return Object.fromEntries(
      checks.map((check) => [
        check,
        Object.fromEntries(
          badgeStates.map((state) => [
            state,
            new URL(signedBadgePath({ pullRequestId, commit, check, state }, key), baseUrl).href,
          ]),
        ),
      ]),
    );
  };
}
