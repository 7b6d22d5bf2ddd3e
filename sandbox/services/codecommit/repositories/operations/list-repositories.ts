import type { ListRepositoriesInput, ListRepositoriesOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { pageOf } from '../../page-of.ts';
import { codeCommitState } from '../../state.ts';

/** Lists names and ids, 1,000 at a time, by name unless `lastModifiedDate` is asked for. */
export const listRepositories = defineOperation<ListRepositoriesInput, ListRepositoriesOutput>({
  resources: () => '*',
  handle({ sortBy = 'repositoryName', order = 'ascending', nextToken }, context) {
    if (sortBy !== 'repositoryName' && sortBy !== 'lastModifiedDate')
      throw codeCommitError('InvalidSortBy', `"${String(sortBy)}" is no order of repositories.`);
    if (order !== 'ascending' && order !== 'descending')
      throw codeCommitError('InvalidOrder', `"${String(order)}" is neither ascending nor descending.`);
    const sorted = [...codeCommitState(context).repositories.values()].sort((a, b) =>
      sortBy === 'repositoryName'
        ? Number(a.name > b.name) - Number(a.name < b.name)
        : a.lastModifiedDate.getTime() - b.lastModifiedDate.getTime(),
    );
    if (order === 'descending') sorted.reverse();
    const { page, nextToken: next } = pageOf(sorted, { nextToken, size: 1000 });
    return {
      repositories: page.map(({ name, id }) => ({ repositoryName: name, repositoryId: id })),
      nextToken: next,
    };
  },
});
