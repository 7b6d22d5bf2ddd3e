import type { UpdateDefaultBranchInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { gitBackend, placeOf } from '../../objects/git-backend.ts';
import { repositoryArn, repositoryOf, touchRepository } from '../../repositories/repositories.ts';
import { checkBranchName, requireBranchTip } from '../references.ts';

/** Makes a branch that exists the default one. */
export const updateDefaultBranch = defineOperation<UpdateDefaultBranchInput, void>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const branch = checkBranchName(input.defaultBranchName);
    await requireBranchTip(context, repository, branch);
    repository.defaultBranch = branch;
    await gitBackend.of(context.world).setHead(placeOf(context, repository.name), branch);
    touchRepository(context, repository);
  },
});
