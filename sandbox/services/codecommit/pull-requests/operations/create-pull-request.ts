import type { CreatePullRequestInput, CreatePullRequestOutput } from '@aws-sdk/client-codecommit';
import { type CallContext, defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { madeBefore, rememberToken } from '../../idempotency.ts';
import { repositoryArn } from '../../repositories/repositories.ts';
import { codeCommitState } from '../../state.ts';
import { addPullRequest, checkDescription, checkTitle, targetOf } from '../new-pull-request.ts';
import { publishPullRequestNews, recordActivity } from '../pull-request-events.ts';
import { apiPullRequest, pullRequestOf } from '../pull-requests.ts';

/** Opens a pull request; the same token with the same content gives the one it opened before. */
export const createPullRequest = defineOperation<CreatePullRequestInput, CreatePullRequestOutput>({
  resources: (input, context) => {
    const names = (input.targets ?? []).map(({ repositoryName }) => repositoryArn(context, repositoryName));
    return names.length === 0 ? '*' : names;
  },
  async handle(input, context) {
    const { title, description, targets = [], clientRequestToken: token } = input;
    checkTitle(title);
    checkDescription(description);
    const use = { operation: 'CreatePullRequest', token, request: { title, description, targets } };
    const earlier = madeBefore(context, use);
    if (earlier !== undefined) return { pullRequest: apiPullRequest(pullRequestOf(context, earlier)) };
    const target = await targetOf(context, targets);
    checkOpenPullRequests(context, target.repository.name);
    const pullRequest = await addPullRequest(context, input, target);
    rememberToken(context, use, pullRequest.id);
    recordActivity(context, pullRequest, {
      pullRequestEventType: 'PULL_REQUEST_CREATED',
      pullRequestCreatedEventMetadata: {
        repositoryName: pullRequest.repositoryName,
        sourceCommitId: pullRequest.sourceCommit,
        destinationCommitId: pullRequest.destinationCommit,
        ...(pullRequest.mergeBase === undefined ? {} : { mergeBase: pullRequest.mergeBase }),
      },
    });
    publishPullRequestNews(context, pullRequest, {
      event: 'pullRequestCreated',
      information: `A pull request was created with the following ID: ${pullRequest.id}. The title of the pull request is: ${pullRequest.title}`,
    });
    return { pullRequest: apiPullRequest(pullRequest) };
  },
});

function checkOpenPullRequests(context: CallContext, repositoryName: string): void {
  let open = 0;
  for (const pullRequest of codeCommitState(context).pullRequests.values())
    if (pullRequest.repositoryName === repositoryName && pullRequest.status === 'OPEN') open += 1;
  if (open >= 1000)
    throw codeCommitError(
      'MaximumOpenPullRequestsExceeded',
      `${repositoryName} has 1,000 open pull requests.`,
    );
}
