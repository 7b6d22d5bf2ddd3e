import { describe, expect, it } from 'vitest';
import { codeCommit } from '../../../shared/aws/codecommit.ts';
import type { PostComment } from '../../../shared/core/effect.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const target = {
  repositoryName: 'ledger',
  sourceReference: 'refs/heads/feature',
  destinationReference: 'refs/heads/main',
  sourceCommit: 'c1',
  destinationCommit: 'c0',
};
const described = (more: object = {}, targetMore: object = {}) => ({
  output: {
    pullRequest: {
      pullRequestId: '7',
      pullRequestStatus: 'OPEN',
      pullRequestTargets: [{ ...target, ...targetMore }],
      ...more,
    },
  },
});
const pullRequest = {
  id: '7',
  repository: 'ledger',
  status: 'open',
  sourceBranch: 'feature',
  destinationBranch: 'main',
  sourceCommit: 'c1',
  destinationCommit: 'c0',
};
const comment: PostComment = {
  kind: 'post-comment',
  pullRequestId: '7',
  repository: 'ledger',
  beforeCommit: 'c0',
  afterCommit: 'c1',
  content: 'Build started',
  token: 't',
};
const authorArn = 'arn:aws:sts::111122223333:assumed-role/ours/session';
const ours = { content: 'Build started', authorArn };
const wanted = { start: 'Build', role: 'ours' };
const onPage = (comments: readonly object[], more: object = {}) => ({
  output: { commentsForPullRequestData: [{ comments }], ...more },
});
const isMerged = { mergeMetadata: { isMerged: true, mergeCommitId: 'c2' } };

describeCalls('pull requests', {
  get: {
    ask: (settings) => codeCommit(settings).get('7'),
    operation: 'client-codecommit GetPullRequest',
    told: 'CodeCommit GetPullRequest on pull request 7',
    errors: { PullRequestDoesNotExistException: [undefined] },
    outputs: {
      'an open one': { says: [described()], gives: [pullRequest] },
      'a closed one': {
        says: [described({ pullRequestStatus: 'CLOSED' })],
        gives: [{ ...pullRequest, status: 'closed' }],
      },
      'a merged one': {
        says: [described({ pullRequestStatus: 'CLOSED' }, isMerged)],
        gives: [{ ...pullRequest, status: 'merged', mergeCommit: 'c2' }],
      },
      'nothing at all': { says: [{ output: {} }], gives: [undefined] },
      'one without a target': {
        says: [described({ pullRequestTargets: [] })],
        gives: /^CodeCommit described pull request 7 without its target\.$/,
      },
      'one without the commit that it starts from': {
        says: [described({}, { sourceCommit: undefined })],
        gives: /^CodeCommit described pull request 7 without its target\.$/,
      },
      'one without the commit that it leads to': {
        says: [described({}, { destinationCommit: undefined })],
        gives: /^CodeCommit described pull request 7 without its target\.$/,
      },
    },
  },
  listOpen: {
    ask: (settings) => codeCommit(settings).listOpen('ledger'),
    operation: 'client-codecommit ListPullRequests',
    told: 'CodeCommit ListPullRequests on repository ledger',
    errors: { RepositoryDoesNotExistException: 'not-found' },
    outputs: {
      none: { says: [{ output: { pullRequestIds: [] } }], gives: [[]] },
      'an empty page is not the last one, and the next page is read': {
        says: [
          { output: { pullRequestIds: ['9'], nextToken: 'two' } },
          { output: { nextToken: 'three' } },
          { output: { pullRequestIds: ['7'] } },
        ],
        gives: [['9', '7']],
      },
    },
  },
});

describeCalls('comments', {
  post: {
    ask: (settings) => codeCommit(settings).comments.post(comment),
    operation: 'client-codecommit PostCommentForPullRequest',
    told: 'CodeCommit PostCommentForPullRequest on pull request 7',
    errors: {
      IdempotencyParameterMismatchException: 'token-used',
      PullRequestDoesNotExistException: 'not-found',
      RepositoryDoesNotExistException: 'not-found',
      CommitDoesNotExistException: 'not-found',
    },
    outputs: {
      'its id': { says: [{ output: { comment: { commentId: 'k1' } } }], gives: ['k1'] },
      'no id': {
        says: [{ output: { comment: {} } }],
        gives: /^CodeCommit gave the comment on pull request 7 no id\.$/,
      },
      'nothing at all': { says: [{ output: {} }], gives: /gave the comment on pull request 7 no id\.$/ },
      'one that was posted before and deleted since': {
        says: [{ output: { comment: { commentId: 'k1', deleted: true } } }],
        gives: /^The comment on pull request 7 was posted before, and deleted since\.$/,
      },
    },
  },
  update: {
    ask: (settings) => codeCommit(settings).comments.update('k1', 'Build passed'),
    operation: 'client-codecommit UpdateComment',
    told: 'CodeCommit UpdateComment on comment k1',
    errors: {
      CommentDeletedException: 'comment-gone',
      CommentDoesNotExistException: 'comment-gone',
      CommentNotCreatedByCallerException: 'comment-gone',
    },
    outputs: { done: { says: [{ output: {} }], gives: [undefined] } },
  },
  findOurs: {
    ask: (settings) => codeCommit(settings).comments.findOurs('7', wanted),
    operation: 'client-codecommit GetCommentsForPullRequest',
    told: 'CodeCommit GetCommentsForPullRequest on pull request 7',
    errors: {
      PullRequestDoesNotExistException: 'not-found',
      RepositoryDoesNotExistException: 'not-found',
      CommitDoesNotExistException: 'not-found',
    },
    outputs: {
      'no comment': { says: [{ output: {} }], gives: [undefined] },
      'others, a deleted one, one without text, one of somebody else, and on a later page ours': {
        says: [
          onPage(
            [
              { ...ours, commentId: 'k0', content: 'A Build' },
              { commentId: 'k1', authorArn },
            ],
            {
              nextToken: 'two',
            },
          ),
          { output: { commentsForPullRequestData: [{}], nextToken: 'three' } },
          onPage([
            { ...ours, commentId: 'k2', deleted: true },
            { ...ours, commentId: 'k3', authorArn: 'arn:aws:sts::111122223333:assumed-role/theirs/ours' },
            { ...ours, commentId: 'k4' },
          ]),
        ],
        gives: ['k4'],
      },
      'ours, and no page is read in vain': {
        says: [onPage([{ ...ours, commentId: 'k4' }], { nextToken: 'two' })],
        gives: ['k4'],
      },
    },
  },
  'findOurs, of which one is known': {
    ask: (settings) => codeCommit(settings).comments.findOurs('7', { ...wanted, knownId: 'k5' }),
    operation: 'client-codecommit GetCommentsForPullRequest',
    told: 'CodeCommit GetCommentsForPullRequest on pull request 7',
    errors: {
      PullRequestDoesNotExistException: 'not-found',
      RepositoryDoesNotExistException: 'not-found',
      CommitDoesNotExistException: 'not-found',
    },
    outputs: {
      'it is on a later page than another one': {
        says: [
          onPage([{ ...ours, commentId: 'k4' }], { nextToken: 'two' }),
          onPage([{ ...ours, commentId: 'k5' }], { nextToken: 'three' }),
        ],
        gives: ['k5'],
      },
      'it is gone, and the first one counts': {
        says: [
          onPage(
            [
              { ...ours, commentId: 'k3' },
              { ...ours, commentId: 'k4' },
            ],
            { nextToken: 'two' },
          ),
          onPage([{ ...ours, commentId: 'k6' }]),
        ],
        gives: ['k3'],
      },
    },
  },
});

describe('what CodeCommit is asked', () => {
  it('to post a comment: from the destination to the source, with the token that makes a repetition harmless', async () => {
    const { settings, asked } = await serviceSaying({ output: { comment: { commentId: 'k1' } } });

    await codeCommit(settings).comments.post(comment);

    expect(asked.map(({ target: operation, body }) => [operation, body])).toEqual([
      [
        'CodeCommit_20150413.PostCommentForPullRequest',
        {
          pullRequestId: '7',
          repositoryName: 'ledger',
          beforeCommitId: 'c0',
          afterCommitId: 'c1',
          content: 'Build started',
          clientRequestToken: 't',
        },
      ],
    ]);
  });

  it('for open pull requests, and for comments: page after page', async () => {
    const list = await serviceSaying({ output: { nextToken: 'two' } }, { output: {} });
    const comments = await serviceSaying({ output: { nextToken: 'two' } }, { output: {} });

    await codeCommit(list.settings).listOpen('ledger');
    await codeCommit(comments.settings).comments.findOurs('7', wanted);

    expect(list.asked.map(({ body }) => body)).toEqual([
      { repositoryName: 'ledger', pullRequestStatus: 'OPEN' },
      { repositoryName: 'ledger', pullRequestStatus: 'OPEN', nextToken: 'two' },
    ]);
    expect(comments.asked.map(({ body }) => body)).toEqual([
      { pullRequestId: '7', maxResults: 500 },
      { pullRequestId: '7', maxResults: 500, nextToken: 'two' },
    ]);
  });
});
