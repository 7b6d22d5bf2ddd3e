import type { DeleteFileInput, DeleteFileOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { commitOnBranch } from '../commit-on-branch.ts';
import { filePath } from '../file-paths.ts';
import { keepEmptyFolders } from '../keep-empty-folders.ts';
import { writeBlob } from '../trees.ts';

/** Commits the deletion of one file. */
export const deleteFile = defineOperation<DeleteFileInput, DeleteFileOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.branchName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const path = filePath(input.filePath);
    const made = await commitOnBranch(context, repository, {
      branchName: input.branchName,
      parentCommitId: input.parentCommitId,
      words: { authorName: input.name, email: input.email, commitMessage: input.commitMessage },
      message: `Deleted ${path}`,
      noChange: 'FileDoesNotExist',
      async change(files) {
        const before = new Map(files);
        files.delete(path);
        if (input.keepEmptyFolders && before.has(path))
          keepEmptyFolders(before, files, await writeBlob(context, repository.name, Buffer.alloc(0)));
      },
    });
    const blobId = made.before.get(path)?.id;
    if (blobId === undefined)
      throw codeCommitError('FileDoesNotExist', `The file ${path} does not exist in the parent commit.`);
    return { commitId: made.commitId, treeId: made.treeId, blobId, filePath: path };
  },
});
