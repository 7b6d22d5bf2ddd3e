import { type BadgeState, badgeState, renderBadge } from '../../shared/core/badge.ts';
import { digestOf } from '../../shared/core/digest.ts';
import type { Observed } from './observe.ts';

/** The answer of a function URL, payload format 2.0. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

// Image proxies keep what they may: a branch's badge has to be asked for again each time, a pull request's says
// the same forever, since its state is part of its address.
const changing = 'no-cache, max-age=0, must-revalidate';
const unchanging = 'public, max-age=31536000, immutable';

/**
 * Which badge to serve.
 * 1. A branch's badge shows its newest build, and `unknown` where there is none; it may not be kept.
 * 2. A pull request's badge shows what its signed address says; it may be kept forever.
 * 3. A wrong signature and a path that means nothing are both not found, so that nothing can be probed.
 */
export function decide({ request, record, signed }: Observed): Answer {
  if (request.kind === 'none' || (request.kind === 'pull-request' && !signed)) return notFound;
  if (request.kind === 'pull-request') {
    return svg({ ...request, label: request.check, cache: unchanging });
  }
  const state = record ? badgeState(record.status) : 'unknown';
  return svg({ ...request, label: request.project, state, cache: changing });
}

function svg(badge: { label: string; state: BadgeState; cache: string; ifNoneMatch?: string }): Answer {
  const body = renderBadge(badge.label, badge.state);
  const etag = `"${digestOf(body)}"`;
  const headers = {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': badge.cache,
    etag,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  };
  if (badge.ifNoneMatch?.split(/\s*,\s*/).includes(etag)) return { statusCode: 304, headers, body: '' };
  return { statusCode: 200, headers, body };
}

const notFound: Answer = {
  statusCode: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: 'There is no such badge. Branch badges are at /branch/<project>/<branch>.svg\n',
};
