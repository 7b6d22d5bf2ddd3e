/** Where in a file a comment was made. */
export interface CommentLocation {
  readonly filePath: string | undefined;
  readonly filePosition: number | undefined;
  readonly relativeFileVersion: 'BEFORE' | 'AFTER' | undefined;
}

/** What a comment is about; a reply is about the same as what it answers. */
export interface CommentSubject {
  readonly repositoryName: string;
  /** Absent for a comment on commits. */
  readonly pullRequestId: string | undefined;
  readonly beforeCommitId: string | undefined;
  readonly afterCommitId: string;
  readonly beforeBlobId: string | undefined;
  readonly afterBlobId: string | undefined;
  readonly location: CommentLocation | undefined;
}

/** One comment or reply. */
export interface Comment {
  readonly id: string;
  readonly subject: CommentSubject;
  readonly inReplyTo: string | undefined;
  readonly authorArn: string;
  /** Who may edit it; see `commentAuthor`. */
  readonly author: string;
  readonly clientRequestToken: string | undefined;
  readonly creationDate: Date;
  lastModifiedDate: Date;
  /** Absent once deleted. */
  content: string | undefined;
  deleted: boolean;
  /** The short code of each person's reaction, by ARN. */
  readonly reactions: Map<string, string>;
}
