import type { GetBlobInput, GetBlobOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError, requireText } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { isCommitId } from '../commits.ts';
import { checkReadableSize } from '../file-content.ts';
import { readBlob } from '../trees.ts';

/** Gives the content of a blob by its id. */
export const getBlob = defineOperation<GetBlobInput, GetBlobOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const id = requireText(input.blobId, 'BlobId', 'A blob ID');
    if (!isCommitId(id)) throw codeCommitError('InvalidBlobId', `"${id}" is no full blob ID.`);
    const content = await readBlob(context, repository.name, id);
    if (content === undefined)
      throw codeCommitError('BlobIdDoesNotExist', `The blob ${id} does not exist in ${repository.name}.`);
    checkReadableSize(content, `The blob ${id}`);
    return { content };
  },
});
