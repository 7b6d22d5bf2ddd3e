import type { Failure } from '../core/reason.ts';

/**
 * How much a finding says. A `cause` is printed only where something failed. A `hint` looks like one, and may have
 * been printed by something that went well. An `echo` only repeats that what was run has failed.
 */
export type Sureness = 'cause' | 'hint' | 'echo';

/** A failure and the lines that tell of it. */
export interface Finding {
  readonly failure: Failure;
  /** The indexes of its lines in the order in which people read them, the title first. */
  readonly at: readonly number[];
  /** The line that is shown whatever has to be left out. */
  readonly heart?: number;
  readonly sureness: Sureness;
}

/** A program that prints into build logs: it finds its own failures among any lines, and nothing in those of others. */
export interface Tool {
  readonly name: string;
  find(lines: readonly string[]): readonly Finding[];
}

/** @example export const tsc = defineTool({ name: 'tsc', find: (lines) => … }) */
export function defineTool(tool: Tool): Tool {
  return tool;
}
