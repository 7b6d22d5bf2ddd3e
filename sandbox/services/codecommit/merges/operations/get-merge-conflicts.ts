import type {
  ConflictMetadata,
  GetMergeConflictsInput,
  GetMergeConflictsOutput,
} from '@aws-sdk/client-codecommit';
import { type CallContext, defineOperation } from '../../../../kernel/service.ts';
import { apiMode } from '../../commits/file-modes.ts';
import { readBlob } from '../../commits/trees.ts';
import { codeCommitError } from '../../errors.ts';
import type { FileEntry } from '../../objects/git-backend.ts';
import { pageOf } from '../../page-of.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import type { Repository } from '../../state.ts';
import type { ThreeVersions } from '../line-merge.ts';
import { sidesOf } from '../merge-branches.ts';
import { mergeChoices, mergeOption, planMerge } from '../merge-commits.ts';
import { type FileConflict, isBinary } from '../merge-files.ts';

/** Tells whether two versions can be merged, and the files that stand in the way. */
export const getMergeConflicts = defineOperation<GetMergeConflictsInput, GetMergeConflictsOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const option = mergeOption(input.mergeOption);
    const choices = mergeChoices(input);
    const most = input.maxConflictFiles;
    if (most !== undefined && (!Number.isInteger(most) || most < 1))
      throw codeCommitError('InvalidMaxConflictFiles', 'maxConflictFiles is a whole number above 0.');
    const sides = await sidesOf(context, repository, input);
    const plan = await planMerge(context, repository, { ...sides, option, choices });
    const { page, nextToken } = pageOf(plan.conflicts, {
      nextToken: input.nextToken,
      size: most ?? 1000,
    });
    return {
      mergeable: plan.mergeable,
      destinationCommitId: sides.destination,
      sourceCommitId: sides.source,
      ...(plan.base === undefined ? {} : { baseCommitId: plan.base }),
      conflictMetadataList: await Promise.all(page.map((one) => metadataOf(context, repository, one))),
      nextToken,
    };
  },
});

async function metadataOf(
  context: CallContext,
  repository: Repository,
  conflict: FileConflict,
): Promise<ConflictMetadata> {
  const { base, source, destination } = conflict.versions;
  const read = async (file: FileEntry | undefined) =>
    file && ((await readBlob(context, repository.name, file.id)) ?? Buffer.alloc(0));
  const data = { base: await read(base), source: await read(source), destination: await read(destination) };
  return {
    filePath: conflict.path,
    fileSizes: present(data, (bytes) => bytes.length),
    fileModes: present(conflict.versions, ({ mode }) => apiMode(mode)),
    objectTypes: present(conflict.versions, ({ mode }) => objectType(mode)),
    numberOfConflicts: conflict.numberOfConflicts,
    isBinaryFile: present(data, isBinary),
    contentConflict: conflict.contentConflict,
    fileModeConflict: conflict.fileModeConflict,
    objectTypeConflict: conflict.objectTypeConflict,
    mergeOperations: { source: changeOf(base, source), destination: changeOf(base, destination) },
  };
}

function present<Value, Result>(
  versions: ThreeVersions<Value | undefined>,
  describe: (value: Value) => Result,
): { base?: Result; source?: Result; destination?: Result } {
  const { base, source, destination } = versions;
  return {
    ...(base === undefined ? {} : { base: describe(base) }),
    ...(source === undefined ? {} : { source: describe(source) }),
    ...(destination === undefined ? {} : { destination: describe(destination) }),
  };
}

function objectType(mode: string): 'FILE' | 'GIT_LINK' | 'SYMBOLIC_LINK' {
  if (mode === '160000') return 'GIT_LINK';
  return mode === '120000' ? 'SYMBOLIC_LINK' : 'FILE';
}

function changeOf(base: FileEntry | undefined, side: FileEntry | undefined): 'A' | 'M' | 'D' {
  if (side === undefined) return 'D';
  return base === undefined ? 'A' : 'M';
}
