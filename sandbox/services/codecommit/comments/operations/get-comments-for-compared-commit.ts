import type {
  GetCommentsForComparedCommitInput,
  GetCommentsForComparedCommitOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { pageOf } from '../../page-of.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { codeCommitState } from '../../state.ts';
import { groupComments } from '../comment-groups.ts';
import { existingCommit } from '../comment-subject.ts';

/** The comments on a commit or on what changed between two, those on pull requests apart. */
export const getCommentsForComparedCommit = defineOperation<
  GetCommentsForComparedCommitInput,
  GetCommentsForComparedCommitOutput
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle({ repositoryName, beforeCommitId, afterCommitId, nextToken, maxResults }, context) {
    const repository = repositoryOf(context, repositoryName);
    const after = await existingCommit(context, repository, afterCommitId);
    const before =
      beforeCommitId === undefined ? undefined : await existingCommit(context, repository, beforeCommitId);
    const comments = [...codeCommitState(context).comments.values()].filter(
      ({ subject }) =>
        subject.pullRequestId === undefined &&
        subject.repositoryName === repository.name &&
        subject.afterCommitId === after &&
        (before === undefined || subject.beforeCommitId === before),
    );
    const { page, nextToken: next } = pageOf(comments, { nextToken, maxResults, size: 100, most: 500 });
    return { commentsForComparedCommitData: groupComments(page, context.principal), nextToken: next };
  },
});
