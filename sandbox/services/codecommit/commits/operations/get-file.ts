import type { GetFileInput, GetFileOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { commitOf, filesOf } from '../commits.ts';
import { checkReadableSize } from '../file-content.ts';
import { apiMode } from '../file-modes.ts';
import { filePath } from '../file-paths.ts';
import { readBlob } from '../trees.ts';

/** Gives a file of a version, of the default branch unless another one is named; at most 6 MB. */
export const getFile = defineOperation<GetFileInput, GetFileOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const path = filePath(input.filePath);
    const commitId = await commitOf(context, repository, input.commitSpecifier);
    const file = (await filesOf(context, repository.name, commitId)).get(path);
    const fileContent = file && (await readBlob(context, repository.name, file.id));
    if (file === undefined || fileContent === undefined)
      throw codeCommitError('FileDoesNotExist', `Could not find path ${path}`);
    checkReadableSize(fileContent, path);
    return {
      commitId,
      blobId: file.id,
      filePath: path,
      fileMode: apiMode(file.mode),
      fileSize: fileContent.length,
      fileContent,
    };
  },
});
