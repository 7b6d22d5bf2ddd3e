import type { ListPullRequestsInput, ListPullRequestsOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { pageOf } from '../../page-of.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { codeCommitState } from '../../state.ts';

/** Lists pull request ids of a repository, the newest first (AWS's order is unconfirmed). */
export const listPullRequests = defineOperation<ListPullRequestsInput, ListPullRequestsOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  handle(input, context) {
    const { authorArn, pullRequestStatus: status, nextToken, maxResults } = input;
    const { name } = repositoryOf(context, input.repositoryName);
    if (status !== undefined && status !== 'OPEN' && status !== 'CLOSED')
      throw codeCommitError('InvalidPullRequestStatus', `"${String(status)}" is neither OPEN nor CLOSED.`);
    if (authorArn !== undefined && !authorArn.startsWith('arn:'))
      throw codeCommitError('InvalidAuthorArn', `"${authorArn}" is no ARN.`);
    const ids = [...codeCommitState(context).pullRequests.values()]
      .filter(
        (one) =>
          one.repositoryName === name &&
          (status === undefined || one.status === status) &&
          (authorArn === undefined || one.authorArn === authorArn),
      )
      .map(({ id }) => id)
      .reverse();
    const { page, nextToken: next } = pageOf(ids, { nextToken, maxResults, size: 100 });
    return { pullRequestIds: page, nextToken: next };
  },
});
