import type { ListBranchesInput, ListBranchesOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { gitBackend, placeOf } from '../../objects/git-backend.ts';
import { pageOf } from '../../page-of.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';

/** Lists the names of the branches. AWS's page size is unconfirmed; here it is 1,000. */
export const listBranches = defineOperation<ListBranchesInput, ListBranchesOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const refs = await gitBackend.of(context.world).refs(placeOf(context, repository.name));
    const branches = [...refs.keys()]
      .filter((ref) => ref.startsWith('refs/heads/'))
      .map((ref) => ref.slice('refs/heads/'.length));
    const { page, nextToken } = pageOf(branches, { nextToken: input.nextToken, size: 1000 });
    return { branches: page, nextToken };
  },
});
