import type { Difference, GetDifferencesInput, GetDifferencesOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError, requireText } from '../../errors.ts';
import type { FileEntry, Files } from '../../objects/git-backend.ts';
import { pageOf } from '../../page-of.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { commitOf, filesOf } from '../commits.ts';
import { folderPath } from '../file-paths.ts';

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
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((path) => differenceOf(path, before.get(path), after.get(path)) ?? []);
}

function differenceOf(
  path: string,
  old: FileEntry | undefined,
  now: FileEntry | undefined,
): Difference | undefined {
  const beforeBlob = old && { blobId: old.id, path, mode: old.mode };
  const afterBlob = now && { blobId: now.id, path, mode: now.mode };
  if (beforeBlob === undefined) return { afterBlob, changeType: 'A' };
  if (afterBlob === undefined) return { beforeBlob, changeType: 'D' };
  const isSame = beforeBlob.blobId === afterBlob.blobId && beforeBlob.mode === afterBlob.mode;
  return isSame ? undefined : { beforeBlob, afterBlob, changeType: 'M' };
}
