import {
  type PullRequest as AwsPullRequest,
  CodeCommitClient,
  type Comment,
  GetCommentsForPullRequestCommand,
  GetPullRequestCommand,
  ListPullRequestsCommand,
  ListRepositoriesCommand,
  PostCommentForPullRequestCommand,
  type PullRequestTarget,
  UpdateCommentCommand,
} from '@aws-sdk/client-codecommit';
import { defined } from '../core/defined.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Comments, OurComment, PullRequests, RepositoryNames } from '../core/ports.ts';
import type { PullRequest } from '../core/pull-request.ts';
import { redactText } from '../redact/redact.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** Pull requests and their comments in CodeCommit. */
export function codeCommit(
  settings: ClientSettings = {},
): PullRequests & RepositoryNames & { readonly comments: Comments } {
  const client = new CodeCommitClient(settings);
  return {
    get: (id) => getPullRequest(client, id),
    listOpen: (repository) => listOpen(client, repository),
    listRepositories: () => listRepositories(client),
    comments: {
      post: (comment) => postComment(client, comment),
      async update(commentId, content) {
        await calling({ call: 'CodeCommit UpdateComment', on: `comment ${commentId}` }, () =>
          client.send(new UpdateCommentCommand({ commentId, content: redactText(content) })),
        );
      },
      findOurs: (pullRequestId, wanted) => findOurs(client, pullRequestId, wanted),
    },
  };
}

async function getPullRequest(client: CodeCommitClient, id: string): Promise<PullRequest | undefined> {
  const call = { call: 'CodeCommit GetPullRequest', on: `pull request ${id}` };
  try {
    const { pullRequest } = await calling(call, () =>
      client.send(new GetPullRequestCommand({ pullRequestId: id })),
    );
    return pullRequest && fromAws(pullRequest);
  } catch (error) {
    if (isControllerError(error, 'not-found')) return undefined;
    throw error;
  }
}

/** CodeCommit allows several targets in its shape and only one in its rules. */
function fromAws(pullRequest: AwsPullRequest): PullRequest {
  const target = pullRequest.pullRequestTargets?.[0];
  const { pullRequestId: id } = pullRequest;
  if (!id || !target?.repositoryName || !target.sourceCommit || !target.destinationCommit) {
    throw new ControllerError(
      'service-unavailable',
      `CodeCommit described pull request ${id ?? ''} without its target.`,
    );
  }
  return defined({
    id,
    repository: target.repositoryName,
    status: statusOf(pullRequest, target),
    sourceBranch: branchName(target.sourceReference),
    destinationBranch: branchName(target.destinationReference),
    sourceCommit: target.sourceCommit,
    destinationCommit: target.destinationCommit,
    mergeCommit: target.mergeMetadata?.mergeCommitId,
  });
}

function statusOf({ pullRequestStatus }: AwsPullRequest, target: PullRequestTarget): PullRequest['status'] {
  if (pullRequestStatus !== 'CLOSED') return 'open';
  return target.mergeMetadata?.isMerged ? 'merged' : 'closed';
}

function branchName(reference: string | undefined): string {
  return (reference ?? '').replace(/^refs\/heads\//, '');
}

async function listOpen(client: CodeCommitClient, repository: string): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await calling({ call: 'CodeCommit ListPullRequests', on: `repository ${repository}` }, () =>
      client.send(
        new ListPullRequestsCommand({
          repositoryName: repository,
          pullRequestStatus: 'OPEN',
          ...(nextToken !== undefined && { nextToken }),
        }),
      ),
    );
    ids.push(...(page.pullRequestIds ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return ids;
}

/** A page has up to 1,000. */
async function listRepositories(client: CodeCommitClient): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await calling({ call: 'CodeCommit ListRepositories', on: 'the Region' }, () =>
      client.send(new ListRepositoriesCommand({ ...(nextToken !== undefined && { nextToken }) })),
    );
    names.push(...(page.repositories ?? []).flatMap(({ repositoryName }) => repositoryName ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return names;
}

async function postComment(
  client: CodeCommitClient,
  comment: Parameters<Comments['post']>[0],
): Promise<string> {
  const call = { call: 'CodeCommit PostCommentForPullRequest', on: `pull request ${comment.pullRequestId}` };
  const { comment: posted } = await calling(call, () =>
    client.send(
      new PostCommentForPullRequestCommand({
        pullRequestId: comment.pullRequestId,
        repositoryName: comment.repository,
        beforeCommitId: comment.beforeCommit,
        afterCommitId: comment.afterCommit,
        content: redactText(comment.content),
        clientRequestToken: comment.token,
      }),
    ),
  );
  if (!posted?.commentId) {
    throw new ControllerError(
      'service-unavailable',
      `CodeCommit gave the comment on pull request ${comment.pullRequestId} no id.`,
    );
  }
  if (posted.deleted) {
    throw new ControllerError(
      'comment-gone',
      `The comment on pull request ${comment.pullRequestId} was posted before, and deleted since.`,
    );
  }
  return posted.commentId;
}

/** Anybody may post comments without end: one of ours that lies behind ten thousand counts as gone. */
const mostCommentPages = 20;

/** Asked with the pull request alone: with a repository name CodeCommit wants both commit ids as well. */
async function findOurs(
  client: CodeCommitClient,
  pullRequestId: string,
  wanted: OurComment,
): Promise<string | undefined> {
  let first: string | undefined;
  let nextToken: string | undefined;
  let pages = 0;
  do {
    const page = await calling(
      { call: 'CodeCommit GetCommentsForPullRequest', on: `pull request ${pullRequestId}` },
      () =>
        client.send(
          new GetCommentsForPullRequestCommand({
            pullRequestId,
            maxResults: 500,
            ...(nextToken !== undefined && { nextToken }),
          }),
        ),
    );
    const comments = (page.commentsForPullRequestData ?? []).flatMap(({ comments: some }) => some ?? []);
    const ours = comments.filter((comment) => isOurs(comment, wanted));
    if (ours.some(({ commentId }) => commentId === wanted.knownId)) return wanted.knownId;
    first ??= ours[0]?.commentId;
    nextToken = wanted.knownId === undefined && first !== undefined ? undefined : page.nextToken;
    pages += 1;
  } while (nextToken !== undefined && pages < mostCommentPages);
  return first;
}

/** The author of what a function wrote is a session of its role: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
function isOurs({ deleted, content, authorArn }: Comment, { start, role }: OurComment): boolean {
  const isByUs = authorArn?.split(':')[5]?.startsWith(`assumed-role/${role}/`) ?? false;
  return isByUs && !deleted && (content?.startsWith(start) ?? false);
}
