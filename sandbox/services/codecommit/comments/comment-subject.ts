import type { Location } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import { filesOf, isCommitId, readCommit } from '../commits/commits.ts';
import { filePath } from '../commits/file-paths.ts';
import { codeCommitError, requireText } from '../errors.ts';
import type { Repository } from '../state.ts';
import type { CommentSubject } from './comment-state.ts';

/** What a request says a comment is about. */
export interface SubjectInput {
  readonly pullRequestId?: string | undefined;
  readonly beforeCommitId?: string | undefined;
  readonly afterCommitId?: string | undefined;
  readonly location?: Location | undefined;
}

/**
 * Checks what a new comment is about: both commits exist and differ, and so does the file. Throws
 * CommitIdRequired, InvalidCommitId, CommitDoesNotExist, BeforeCommitIdAndAfterCommitIdAreSame,
 * PathDoesNotExist and what is wrong with the location.
 */
export async function commentSubject(
  context: CallContext,
  repository: Repository,
  input: SubjectInput,
): Promise<CommentSubject> {
  const after = await existingCommit(context, repository, input.afterCommitId);
  const before =
    input.beforeCommitId === undefined
      ? undefined
      : await existingCommit(context, repository, input.beforeCommitId);
  if (before === after)
    throw codeCommitError(
      'BeforeCommitIdAndAfterCommitIdAreSame',
      'The before commit ID and the after commit ID are the same, and must be different.',
    );
  const subject = {
    repositoryName: repository.name,
    pullRequestId: input.pullRequestId,
    beforeCommitId: before,
    afterCommitId: after,
  };
  const { location } = input;
  if (location === undefined)
    return { ...subject, beforeBlobId: undefined, afterBlobId: undefined, location: undefined };
  checkLocation(location);
  const path = location.filePath === undefined ? undefined : filePath(location.filePath);
  const blobIn = async (commit: string | undefined) =>
    commit === undefined || path === undefined
      ? undefined
      : (await filesOf(context, repository.name, commit)).get(path)?.id;
  const beforeBlobId = await blobIn(before);
  const afterBlobId = await blobIn(after);
  if (path !== undefined && beforeBlobId === undefined && afterBlobId === undefined)
    throw codeCommitError('PathDoesNotExist', `${path} is in neither of the two commits.`);
  return {
    ...subject,
    beforeBlobId,
    afterBlobId,
    location: {
      filePath: path,
      filePosition: location.filePosition,
      relativeFileVersion: location.relativeFileVersion,
    },
  };
}

/** The id of a commit that exists, as given; throws CommitIdRequired, InvalidCommitId, CommitDoesNotExist. */
export async function existingCommit(
  context: CallContext,
  repository: Repository,
  id: string | undefined,
): Promise<string> {
  const text = requireText(id, 'CommitId', 'A commit ID');
  if (!isCommitId(text)) throw codeCommitError('InvalidCommitId', `"${text}" is no full commit ID.`);
  if ((await readCommit(context, repository.name, text)) === undefined)
    throw codeCommitError('CommitDoesNotExist', `The commit ${text} does not exist in ${repository.name}.`);
  return text;
}

function checkLocation({ filePath: path, filePosition, relativeFileVersion: version }: Location): void {
  if (version !== undefined && version !== 'BEFORE' && version !== 'AFTER')
    throw codeCommitError(
      'InvalidRelativeFileVersionEnum',
      `"${String(version)}" is neither BEFORE nor AFTER.`,
    );
  if (filePosition === undefined) return;
  if (!Number.isInteger(filePosition) || filePosition < 1)
    throw codeCommitError('InvalidFilePosition', `${filePosition} is no line of a file.`);
  if (path === undefined || version === undefined)
    throw codeCommitError('InvalidFileLocation', 'A line needs a file path and BEFORE or AFTER with it.');
}
