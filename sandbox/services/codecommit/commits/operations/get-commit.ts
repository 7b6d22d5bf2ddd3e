import type { GetCommitInput, GetCommitOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError, requireText } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { apiCommit, isCommitId, readCommit } from '../commits.ts';

/** Shows a commit; the id of a tag object is no commit's. */
export const getCommit = defineOperation<GetCommitInput, GetCommitOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const id = requireText(input.commitId, 'CommitId', 'A commit ID');
    if (!isCommitId(id)) throw codeCommitError('InvalidCommitId', `"${id}" is no full commit ID.`);
    const commit = await readCommit(context, repository.name, id);
    if (commit === undefined)
      throw codeCommitError('CommitIdDoesNotExist', `The commit ${id} does not exist in ${repository.name}.`);
    return { commit: apiCommit(id, commit) };
  },
});
