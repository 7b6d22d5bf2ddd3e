import type {
  DescribePullRequestEventsInput,
  DescribePullRequestEventsOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { pageOf } from '../../page-of.ts';
import { pullRequestOf, pullRequestResource } from '../pull-requests.ts';

/** The history of a pull request, in the order in which it happened. */
export const describePullRequestEvents = defineOperation<
  DescribePullRequestEventsInput,
  DescribePullRequestEventsOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const { pullRequestEventType: type, actorArn, nextToken, maxResults } = input;
    const { events } = pullRequestOf(context, input.pullRequestId);
    if (type !== undefined && !/^PULL_REQUEST_[A-Z_]+$/.test(type))
      throw codeCommitError('InvalidPullRequestEventType', `"${type}" is no type of event.`);
    if (actorArn !== undefined && !actorArn.startsWith('arn:'))
      throw codeCommitError('InvalidActorArn', `"${actorArn}" is no ARN.`);
    const wanted = events.filter(
      (event) =>
        (type === undefined || event.pullRequestEventType === type) &&
        (actorArn === undefined || event.actorArn === actorArn),
    );
    const { page, nextToken: next } = pageOf(wanted, { nextToken, maxResults, size: 100 });
    return { pullRequestEvents: page, nextToken: next };
  },
});
