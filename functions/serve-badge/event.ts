import * as z from 'zod/mini';
import { type BadgeState, badgeStates } from '../../shared/core/badge.ts';

/** Which badge is asked for; nothing that exists for any other path. */
export type BadgeRequest =
  | {
      readonly kind: 'branch';
      readonly project: string;
      readonly branch: string;
      readonly ifNoneMatch?: string;
    }
  | {
      readonly kind: 'pull-request';
      readonly pullRequestId: string;
      readonly commit: string;
      readonly check: string;
      readonly state: BadgeState;
      readonly signature: string;
      readonly ifNoneMatch?: string;
    }
  | { readonly kind: 'none' };

/** A request to the function's URL, payload format 2.0; only what is read. */
export const Event = z.pipe(
  z.object({
    rawPath: z.string().check(z.maxLength(4_096)),
    headers: z.optional(z.record(z.string(), z.string())),
    requestContext: z.object({ http: z.object({ method: z.string() }) }),
  }),
  z.transform(({ rawPath, headers, requestContext }): BadgeRequest => {
    const method = requestContext.http.method;
    const path = decoded(rawPath);
    if (path === undefined || (method !== 'GET' && method !== 'HEAD')) return { kind: 'none' };
    const ifNoneMatch = headers?.['if-none-match'];
    const request = branchBadge(path) ?? pullRequestBadge(path);
    return request ? { ...request, ...(ifNoneMatch !== undefined && { ifNoneMatch }) } : { kind: 'none' };
  }),
);

/** A path whose escapes are broken is no path. Slashes in a branch may come escaped or not. */
function decoded(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return undefined;
  }
}

function branchBadge(path: string): Extract<BadgeRequest, { kind: 'branch' }> | undefined {
  const match = /^\/branch\/(?<project>[A-Za-z0-9_-]{2,255})\/(?<branch>.{1,256})\.svg$/su.exec(path);
  if (!match?.groups) return undefined;
  return { kind: 'branch', project: match.groups['project'] ?? '', branch: match.groups['branch'] ?? '' };
}

function pullRequestBadge(path: string): Extract<BadgeRequest, { kind: 'pull-request' }> | undefined {
  const [root, pullRequestId, commit, check, state, file, ...rest] = path.slice(1).split('/');
  const known = badgeStates.find((badge) => badge === state);
  if (root !== 'pull-request' || !pullRequestId || !commit || !check || !known) return undefined;
  if (!file?.endsWith('.svg') || rest.length > 0) return undefined;
  return { kind: 'pull-request', pullRequestId, commit, check, state: known, signature: file.slice(0, -4) };
}
