import type { DeleteBranchInput, DeleteBranchOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { branchTip, checkBranchName, moveReference } from '../references.ts';

/** Deletes a branch, never the default one; a branch that does not exist gives an empty answer. */
export const deleteBranch = defineOperation<DeleteBranchInput, DeleteBranchOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.branchName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const branch = checkBranchName(input.branchName);
    if (branch === repository.defaultBranch)
      throw codeCommitError(
        'DefaultBranchCannotBeDeleted',
        `${branch} is the default branch of ${repository.name} and cannot be deleted. Make another branch the default one first.`,
      );
    const tip = await branchTip(context, repository, branch);
    const ref = `refs/heads/${branch}`;
    if (tip === undefined) return {};
    if (!(await moveReference(context, repository, { ref, from: tip, to: undefined })))
      throw codeCommitError('ConcurrentReferenceUpdate', `The branch ${branch} was moved at the same time.`);
    return { deletedBranch: { branchName: branch, commitId: tip } };
  },
});
