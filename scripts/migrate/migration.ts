/** What became of one repository, for the text and for `--json`. */
export interface Migration {
  /** Without user name and password. */
  readonly source: string;
  readonly repository: string;
  readonly region: string;
  readonly status: 'migrated' | 'failed';
  /** Why it failed; a sentence. */
  readonly problem?: string;
  /** Made by this run. */
  readonly created: boolean;
  readonly branches: number;
  readonly tags: number;
  readonly defaultBranch?: string;
  /** Of source and repository, equal. */
  readonly digest?: string;
  /** Refs that are not as they are at the source, each with its reason. */
  readonly left: readonly { readonly ref: string; readonly reason: string }[];
  /** What a git push does not carry, a sentence each. */
  readonly notCarried: readonly string[];
  readonly requests: number;
  readonly bytesSent: number;
}
