import type { Difference, GetDifferencesInput, GetDifferencesOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../kernel/service.ts';
import { commitOf, filesOf } from '../commits.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { folderPath } from '../file-paths.ts';
import type { FileEntry, Files } from '../git-backend.ts';
import { pageOf } from '../page-of.ts';
import { repositoryArn, repositoryOf } from '../repositories.ts';

/**
 * Lists the files that two versions differ in; all files of the later one when no earlier one is given. Its
 * paging members are capitalised, alone in this API (facts, section 8).
 */
export const getDifferences = defineOperation<GetDifferencesInput, GetDifferencesOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const after = await commitOf(
      context,
      repository,
      requireText(input.afterCommitSpecifier, 'Commit', 'The specifier of a commit'),
    );
    const filesAfter = within(await filesOf(context, repository.name, after), input.afterPath);
    const before =
      input.beforeCommitSpecifier === undefined
        ? new Map<string, FileEntry>()
        : await filesOf(
            context,
            repository.name,
            await commitOf(context, repository, input.beforeCommitSpecifier),
          );
    const filesBefore = within(before, input.beforePath);
    const { page, nextToken } = pageOf(differencesOf(filesBefore, filesAfter), {
      nextToken: input.NextToken,
      maxResults: input.MaxResults,
      size: 400,
      most: 1000,
    });
    return { differences: page, NextToken: nextToken };
  },
});

function within(files: Files, path: string | undefined): Files {
  if (path === undefined) return files;
  const folder = folderPath(path);
  const inside = new Map(
    [...files].filter(([file]) => folder === '' || file === folder || file.startsWith(`${folder}/`)),
  );
  if (inside.size === 0 && files.size > 0)
    throw codeCommitError('PathDoesNotExist', `${path} is not in the commit.`);
  return inside;
}

function differencesOf(before: Files, after: Files): Difference[] {
  const differences: Difference[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const old = before.get(path);
    const now = after.get(path);
    if (old?.id === now?.id && old?.mode === now?.mode) continue;
    differences.push({
      ...(old === undefined ? {} : { beforeBlob: { blobId: old.id, path, mode: old.mode } }),
      ...(now === undefined ? {} : { afterBlob: { blobId: now.id, path, mode: now.mode } }),
      changeType: old === undefined ? 'A' : now === undefined ? 'D' : 'M',
    });
  }
  return differences;
}
