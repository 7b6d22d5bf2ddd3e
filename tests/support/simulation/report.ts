import type { SimulationParts } from './simulation.ts';

/** What came of one run. */
export interface Report {
  readonly seed: number;
  /** What did not hold; a good run has none. */
  readonly problems: readonly string[];
  /** Every event, call, fault and decision, when the run was traced. */
  readonly lines: readonly string[];
}

/** How a test breaks the functions on purpose, or runs them from something else than their sources. */
export type Breakage = Pick<SimulationParts, 'alter' | 'intercept' | 'programs'>;
