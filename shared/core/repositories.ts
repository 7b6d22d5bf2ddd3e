/** What CodeCommit knows of a repository besides its objects. */
export interface RepositoryMetadata {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** Absent as long as the repository is empty. */
  readonly defaultBranch?: string;
}

/** Where repositories are made, described and deleted. */
export interface Repositories {
  /** Nothing when there is no such repository. */
  get(name: string): Promise<RepositoryMetadata | undefined>;
  create(repository: { readonly name: string; readonly description?: string }): Promise<void>;
  /** Deletes it with everything in it; one that does not exist is no error. */
  delete(name: string): Promise<void>;
  setDefaultBranch(name: string, branch: string): Promise<void>;
}
