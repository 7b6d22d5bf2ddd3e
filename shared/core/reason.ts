/** One thing that went wrong, in the words of the tool that found it. */
export interface Failure {
  /** What failed: a test's full name, or what a compiler says. */
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  /** Why, when the title does not say it. */
  readonly message?: string;
  readonly expected?: string;
  readonly received?: string;
}

/** Why a build failed, as far as its log tells: small enough to be kept. */
export interface Reason {
  /** The tools that say so, in the order in which they did. */
  readonly tools: readonly string[];
  /** The first of the failures, with texts cut to a length that people read. */
  readonly failures: readonly Failure[];
  /** How many failures there are. */
  readonly count: number;
  /** The lines that tell of them, the first failure whole before the second begins. */
  readonly excerpt: readonly string[];
  /** How many lines of the failing command are not among these. */
  readonly leftOut: number;
  /** What the exit status means, where it is not the program's own. */
  readonly exit?: string;
}
