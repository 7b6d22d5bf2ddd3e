import type { GetFolderInput, GetFolderOutput } from '@aws-sdk/client-codecommit';
import { type CallContext, defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { gitBackend, placeOf } from '../../objects/git-backend.ts';
import { decodeTree, type TreeEntry } from '../../objects/git-objects.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import type { Repository } from '../../state.ts';
import { commitOf, readCommit } from '../commits.ts';
import { apiMode } from '../file-modes.ts';
import { folderPath } from '../file-paths.ts';

/** Lists one folder of a version, not what is in its folders. */
export const getFolder = defineOperation<GetFolderInput, GetFolderOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const path = folderPath(input.folderPath);
    const commitId = await commitOf(context, repository, input.commitSpecifier);
    const treeId = await treeOf(context, repository, { commitId, path });
    const entries = await readTree(context, repository, treeId);
    const place = ({ name }: TreeEntry) => ({
      absolutePath: path === '' ? name : `${path}/${name}`,
      relativePath: name,
    });
    const blob = (entry: TreeEntry) => ({ blobId: entry.id, ...place(entry), fileMode: apiMode(entry.mode) });
    const ofMode = (...modes: string[]) => entries.filter(({ mode }) => modes.includes(mode));
    return {
      commitId,
      folderPath: path === '' ? '/' : path,
      treeId,
      subFolders: ofMode('40000').map((entry) => ({ treeId: entry.id, ...place(entry) })),
      files: ofMode('100644', '100755').map(blob),
      symbolicLinks: ofMode('120000').map(blob),
      subModules: ofMode('160000').map((entry) => ({ commitId: entry.id, ...place(entry) })),
    };
  },
});

async function readTree(context: CallContext, repository: Repository, id: string): Promise<TreeEntry[]> {
  const object = await gitBackend.of(context.world).readObject(placeOf(context, repository.name), id);
  return object?.type === 'tree' ? decodeTree(object.data) : [];
}

async function treeOf(
  context: CallContext,
  repository: Repository,
  { commitId, path }: { commitId: string; path: string },
): Promise<string> {
  let id = (await readCommit(context, repository.name, commitId))?.tree ?? '';
  for (const name of path === '' ? [] : path.split('/')) {
    const entries = await readTree(context, repository, id);
    const folder = entries.find((entry) => entry.name === name && entry.mode === '40000');
    if (folder === undefined)
      throw codeCommitError('FolderDoesNotExist', `The folder ${path} does not exist in ${commitId}.`);
    id = folder.id;
  }
  return id;
}
