/** One line of a benchmark's table, its figures written with their units. */
export interface Row {
  /** What was measured. */
  readonly what: string;
  readonly ours: string;
  /** The same of what it is compared with. */
  readonly other?: string;
  /** Ours divided by the other's. */
  readonly ratio?: number;
  readonly budget?: string;
  /** Whether the budget holds; absent where there is none. */
  readonly holds?: boolean;
}

/** Something that is measured. A budget that is missed is a row that does not hold, never an error. */
export interface Benchmark {
  readonly name: string;
  /** What it measures, in one sentence. */
  readonly about: string;
  run(): Promise<readonly Row[]>;
}

/** What one benchmark gave. */
export interface Result {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly Row[];
}
