import type { ConflictResolution } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import { checkBranchName, moveReference, requireBranchTip } from '../branches/references.ts';
import { type CommitWords, commitOf } from '../commits/commits.ts';
import { codeCommitError, requireText } from '../errors.ts';
import type { MergeOption } from '../pull-requests/pull-request-state.ts';
import { repositoryOf } from '../repositories/repositories.ts';
import type { Repository } from '../state.ts';
import { type MergeSides, makeMergeCommit, mergeChoices } from './merge-commits.ts';

/** What the operations that merge two versions are asked. */
export interface MergeBranchesInput extends CommitWords {
  readonly repositoryName: string | undefined;
  readonly sourceCommitSpecifier: string | undefined;
  readonly destinationCommitSpecifier: string | undefined;
  readonly targetBranch?: string | undefined;
  readonly conflictDetailLevel?: string | undefined;
  readonly conflictResolutionStrategy?: string | undefined;
  readonly conflictResolution?: ConflictResolution | undefined;
}

/** The commits that a request's two specifiers name; throws CommitRequired and CommitDoesNotExist. */
export async function sidesOf(
  context: CallContext,
  repository: Repository,
  input: { sourceCommitSpecifier: string | undefined; destinationCommitSpecifier: string | undefined },
): Promise<MergeSides> {
  const source = requireText(input.sourceCommitSpecifier, 'Commit', 'The specifier of the source commit');
  const destination = requireText(
    input.destinationCommitSpecifier,
    'Commit',
    'The specifier of the destination commit',
  );
  return {
    source: await commitOf(context, repository, source),
    destination: await commitOf(context, repository, destination),
  };
}

/**
 * Merges two versions and moves the target branch, or the destination when that names a branch, to the result.
 * Throws ManualMergeRequired and ConcurrentReferenceUpdate.
 */
export async function mergeBranches(
  context: CallContext,
  input: MergeBranchesInput,
  option: MergeOption,
): Promise<{ commitId: string; treeId: string }> {
  const repository = repositoryOf(context, input.repositoryName);
  const choices = mergeChoices(input);
  const sides = await sidesOf(context, repository, input);
  const branch = checkBranchName(
    (input.targetBranch ?? input.destinationCommitSpecifier)?.replace(/^refs\/heads\//, ''),
  );
  const from = await requireBranchTip(context, repository, branch);
  const request = { ...sides, option, choices, resolution: input.conflictResolution };
  const { commitId, treeId, detail } = await makeMergeCommit(context, repository, { request, words: input });
  const change = { ref: `refs/heads/${branch}`, from, to: commitId, merge: detail };
  if (!(await moveReference(context, repository, change)))
    throw codeCommitError('ConcurrentReferenceUpdate', `${branch} was moved at the same time. Try again.`);
  return { commitId, treeId };
}
