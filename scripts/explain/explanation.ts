import type { Effect } from '../../shared/core/effect.ts';

/** A pattern's field that an event does not fit: the first one, in the order of the pattern. */
export interface Mismatch {
  readonly field: string;
  readonly expected: unknown;
  /** Left out when the event has no such field. */
  readonly found?: unknown;
}

/** What one rule of the stack makes of an event. */
export interface RuleAnswer {
  readonly rule: string;
  readonly functions: readonly string[];
  readonly matches: boolean;
  readonly mismatch?: Mismatch;
}

/** What `decide` says when all it knows is the event. */
export interface Foretold {
  readonly reason: string;
  readonly effects: readonly Effect[];
}

/** What one function makes of an event, were it handed to it. */
export interface FunctionAnswer {
  readonly function: string;
  /** `leaves`: the event fits and there is nothing to do for it. */
  readonly answer: 'takes' | 'leaves' | 'refuses';
  /** Why it leaves or refuses it. */
  readonly reason?: string;
  /** The event as the function's own request. */
  readonly request?: object;
  /** What it would read before it decides. */
  readonly reads?: string;
  /** What the decision then turns on. */
  readonly decides?: string;
  readonly foretold?: Foretold;
}

/** Everything that is known about an event without touching AWS; the printed text and `--json` tell the same. */
export interface Explanation {
  /** What it is, in one line. */
  readonly what: string;
  readonly details: Readonly<Record<string, string>>;
  /** Who takes it, or why nobody does. */
  readonly conclusion: string;
  readonly rules: readonly RuleAnswer[];
  readonly functions: readonly FunctionAnswer[];
  /** The events it carries, when it is an envelope. */
  readonly inside: readonly Explanation[];
}
