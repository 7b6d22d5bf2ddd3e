import type { PullRequestEvent } from '@aws-sdk/client-codecommit';
import { publishEvent } from '../../../kernel/offers/events.ts';
import type { CallContext } from '../../../kernel/service.ts';
import type { Scope } from '../../../kernel/world.ts';
import { callerArn } from '../callers.ts';
import { consoleUrl, eventDate } from '../event-words.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import type { PullRequest } from './pull-request-state.ts';

/** One happening on a pull request, as EventBridge is told of it. */
export interface PullRequestNews {
  /** Payload name, for example `pullRequestCreated`. */
  readonly event: string;
  /** The sentence of `notificationBody` after "Additional information: ", without the full stop. */
  readonly information: string;
  /** Further fields of this event. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Tells EventBridge of a happening on a pull request, with its state at this moment (facts, section 3). */
export function publishPullRequestNews(
  context: CallContext,
  pullRequest: PullRequest,
  news: PullRequestNews,
): void {
  const callerUserArn = callerArn(context.principal);
  publishEvent(context, {
    source: 'aws.codecommit',
    detailType: 'CodeCommit Pull Request State Change',
    resources: [repositoryArn(context, pullRequest.repositoryName)],
    detail: {
      ...news.fields,
      author: pullRequest.authorArn,
      callerUserArn,
      creationDate: eventDate(pullRequest.creationDate),
      ...(pullRequest.description ? { description: pullRequest.description } : {}),
      destinationCommit: pullRequest.destinationCommit,
      destinationReference: pullRequest.destinationReference,
      event: news.event,
      isMerged: pullRequest.merge === undefined ? 'False' : 'True',
      lastModifiedDate: eventDate(pullRequest.lastModifiedDate),
      notificationBody: notificationBody(context, pullRequest, { news, callerUserArn }),
      pullRequestId: pullRequest.id,
      pullRequestStatus: pullRequest.status === 'OPEN' ? 'Open' : 'Closed',
      repositoryNames: [pullRequest.repositoryName],
      revisionId: pullRequest.revisionId,
      sourceCommit: pullRequest.sourceCommit,
      sourceReference: pullRequest.sourceReference,
      title: pullRequest.title,
    },
  });
}

/** One line of a pull request's own history, without who and when. */
export type Activity = Pick<PullRequestEvent, 'pullRequestEventType'> & Partial<PullRequestEvent>;

/** Adds a line to the pull request's own history and moves both its dates. */
export function recordActivity(context: CallContext, pullRequest: PullRequest, activity: Activity): void {
  recordReview(context, pullRequest, activity);
  pullRequest.lastModifiedDate = pullRequest.lastActivityDate;
}

/** As `recordActivity` for what leaves the date of the last modification as it is: approvals, rules, overrides. */
export function recordReview(context: CallContext, pullRequest: PullRequest, activity: Activity): void {
  const now = new Date(context.world.clock.now());
  pullRequest.lastActivityDate = now;
  pullRequest.events.push({
    pullRequestId: pullRequest.id,
    eventDate: now,
    actorArn: callerArn(context.principal),
    ...activity,
  });
}

function notificationBody(
  scope: Scope,
  { id, repositoryName }: PullRequest,
  { news, callerUserArn }: { news: PullRequestNews; callerUserArn: string },
): string {
  const kind = news.event === 'pullRequestCreated' ? 'Created' : 'Updated';
  const url = consoleUrl(scope, repositoryName, `pull-requests/${id}`);
  return [
    `A pull request event occurred in the following AWS CodeCommit repository: ${repositoryName}.`,
    `User: ${callerUserArn}. Event: ${kind}. Pull request name: ${id}.`,
    `Additional information: ${news.information}.`,
    `For more information, go to the AWS CodeCommit console ${url}.`,
  ].join(' ');
}
