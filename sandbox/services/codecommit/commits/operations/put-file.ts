import type { PutFileInput, PutFileOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { commitOnBranch } from '../commit-on-branch.ts';
import { contentBytes } from '../file-content.ts';
import { gitMode } from '../file-modes.ts';
import { filePath } from '../file-paths.ts';
import { writeBlob } from '../trees.ts';

/** Commits one file to a branch; throws SameFileContent when it is there already. */
export const putFile = defineOperation<PutFileInput, PutFileOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.branchName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const path = filePath(input.filePath);
    if (input.fileContent === undefined)
      throw codeCommitError(
        'FileContentRequired',
        `The content of ${path} is required, and the request has none.`,
      );
    const blobId = await writeBlob(context, repository.name, contentBytes(input.fileContent, path));
    const { commitId, treeId } = await commitOnBranch(context, repository, {
      branchName: input.branchName,
      parentCommitId: input.parentCommitId,
      words: { authorName: input.name, email: input.email, commitMessage: input.commitMessage },
      message: `Edited ${path}`,
      noChange: 'SameFileContent',
      async change(files) {
        const mode = input.fileMode === undefined ? files.get(path)?.mode : gitMode(input.fileMode);
        files.set(path, { id: blobId, mode: mode ?? '100644' });
      },
    });
    return { commitId, treeId, blobId };
  },
});
