import type { GetBranchInput, GetBranchOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { checkBranchName, requireBranchTip } from '../references.ts';

/** Shows a branch and its tip. */
export const getBranch = defineOperation<GetBranchInput, GetBranchOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const branchName = checkBranchName(input.branchName);
    return { branch: { branchName, commitId: await requireBranchTip(context, repository, branchName) } };
  },
});
