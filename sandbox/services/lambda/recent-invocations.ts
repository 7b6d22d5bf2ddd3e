import { defineState, type Scope } from '../../kernel/world.ts';

/** One call that has ended, for the page and the tour. */
export interface RecentInvocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly version: string;
  /** How it came: `Invoke`, `Event` (asynchronous) or `FunctionUrl`. */
  readonly trigger: string;
  /** What the event was about, in a few words. */
  readonly event: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: 'success' | 'error' | 'timeout';
  readonly errorMessage: string | undefined;
  readonly logGroup: string;
  readonly logStream: string;
}

const kept = 500;
const state = defineState('lambda-recent', () => ({ invocations: [] as RecentInvocation[] }));

/** The last 500 calls of this place, oldest first. */
export function recentInvocations(scope: Scope): readonly RecentInvocation[] {
  return state(scope).invocations;
}

export function recordInvocation(scope: Scope, invocation: RecentInvocation): void {
  const { invocations } = state(scope);
  invocations.push(invocation);
  if (invocations.length > kept) invocations.splice(0, invocations.length - kept);
}

/** A few words on what an event is about: EventBridge's detail type, an HTTP request, or its first members. */
export function summariseEvent(payload: string): string {
  let event: unknown;
  try {
    event = JSON.parse(payload);
  } catch {
    return 'not JSON';
  }
  if (typeof event !== 'object' || event === null) return payload.slice(0, 80);
  const { source, 'detail-type': detailType, requestContext } = event as Record<string, unknown>;
  if (typeof detailType === 'string') return `${String(source)}: ${detailType}`;
  const { http } = (requestContext ?? {}) as { http?: { method?: string; path?: string } };
  if (http !== undefined) return `${http.method} ${http.path}`;
  return `{ ${Object.keys(event).slice(0, 5).join(', ')} }`;
}
