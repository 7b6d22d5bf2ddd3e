import type { CreateBranchInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { existingCommit } from '../../comments/comment-subject.ts';
import { onReference } from '../../conditions.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { branchTip, checkBranchName, moveReference } from '../references.ts';

/** Makes a branch at a commit; throws BranchNameExists. */
export const createBranch = defineOperation<CreateBranchInput, void>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.branchName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const branch = checkBranchName(input.branchName);
    const to = await existingCommit(context, repository, input.commitId);
    const ref = `refs/heads/${branch}`;
    const exists = (await branchTip(context, repository, branch)) !== undefined;
    if (exists || !(await moveReference(context, repository, { ref, from: undefined, to })))
      throw codeCommitError(
        'BranchNameExists',
        `The branch ${branch} exists already, or a branch has a name that rules it out.`,
      );
  },
});
