import type { ConflictResolution } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import type { Scope } from '../../../kernel/world.ts';
import type { MergeDetail } from '../branches/reference-events.ts';
import { type CommitWords, filesOf, readCommit, writeCommit } from '../commits/commits.ts';
import { readBlob, writeBlob } from '../commits/trees.ts';
import { codeCommitError } from '../errors.ts';
import { type FileEntry, type Files, gitBackend, placeOf } from '../objects/git-backend.ts';
import type { MergeOption } from '../pull-requests/pull-request-state.ts';
import type { Repository } from '../state.ts';
import { resolveConflicts } from './conflict-resolution.ts';
import { type Blobs, type FileConflict, type MergeChoices, mergeFiles } from './merge-files.ts';

/** Two commits to merge, by id. */
export interface MergeSides {
  readonly source: string;
  readonly destination: string;
}

/** What a merge request says. */
export interface MergeRequest extends MergeSides {
  readonly option: MergeOption;
  readonly choices: MergeChoices;
  readonly resolution?: ConflictResolution | undefined;
}

/** What a merge would give. */
export interface MergePlan {
  readonly base: string | undefined;
  readonly mergeable: boolean;
  readonly conflicts: readonly FileConflict[];
  /** Absent for a fast-forward, which makes no new files. */
  readonly files: Files | undefined;
}

const noFiles: ReadonlyMap<string, FileEntry> = new Map();

/** Reads the level and the strategy of a request; AWS's defaults are FILE_LEVEL and NONE. */
export function mergeChoices(input: {
  conflictDetailLevel?: string | undefined;
  conflictResolutionStrategy?: string | undefined;
}): MergeChoices {
  const level = input.conflictDetailLevel ?? 'FILE_LEVEL';
  const strategy = input.conflictResolutionStrategy ?? 'NONE';
  if (level !== 'FILE_LEVEL' && level !== 'LINE_LEVEL')
    throw codeCommitError('InvalidConflictDetailLevel', `"${level}" is no level: FILE_LEVEL or LINE_LEVEL.`);
  if (
    strategy !== 'NONE' &&
    strategy !== 'ACCEPT_SOURCE' &&
    strategy !== 'ACCEPT_DESTINATION' &&
    strategy !== 'AUTOMERGE'
  )
    throw codeCommitError(
      'InvalidConflictResolutionStrategy',
      `"${strategy}" is no strategy: NONE, ACCEPT_SOURCE, ACCEPT_DESTINATION or AUTOMERGE.`,
    );
  return { level, strategy };
}

/** Throws MergeOptionRequired or InvalidMergeOption. */
export function mergeOption(option: string | undefined): MergeOption {
  if (option === undefined)
    throw codeCommitError('MergeOptionRequired', 'A merge option is required, and the request has none.');
  if (option !== 'FAST_FORWARD_MERGE' && option !== 'SQUASH_MERGE' && option !== 'THREE_WAY_MERGE')
    throw codeCommitError('InvalidMergeOption', `"${option}" is no way to merge.`);
  return option;
}

/** Finds out what a merge gives. It writes merged contents, which nothing refers to until a commit does. */
export async function planMerge(
  scope: Scope,
  repository: Repository,
  request: MergeRequest,
): Promise<MergePlan> {
  const { source, destination } = request;
  const git = gitBackend.of(scope.world);
  const base = await git.mergeBase(placeOf(scope, repository.name), source, destination);
  if (request.option === 'FAST_FORWARD_MERGE')
    return { base, mergeable: base === destination, conflicts: [], files: undefined };
  const blobs = blobsOf(scope, repository);
  const merged = await mergeFiles(
    {
      base: base === undefined ? noFiles : await filesOf(scope, repository.name, base),
      source: await filesOf(scope, repository.name, source),
      destination: await filesOf(scope, repository.name, destination),
    },
    request.choices,
    blobs,
  );
  const conflicts = await resolveConflicts(merged, request.resolution, blobs);
  return { base, mergeable: conflicts.length === 0, conflicts, files: merged.files };
}

/**
 * Merges and gives the commit, which no branch has yet: the source itself for a fast-forward, a commit on the
 * destination for a squash, a commit with both as parents for a three-way merge. Throws ManualMergeRequired.
 */
export async function makeMergeCommit(
  context: CallContext,
  repository: Repository,
  { request, words }: { request: MergeRequest; words: CommitWords },
): Promise<{ commitId: string; treeId: string; detail: MergeDetail }> {
  const { source, destination, option, choices } = request;
  const plan = await planMerge(context, repository, request);
  if (!plan.mergeable)
    throw codeCommitError(
      'ManualMergeRequired',
      option === 'FAST_FORWARD_MERGE'
        ? `${destination} is no ancestor of ${source}: it cannot be fast-forwarded.`
        : `These files are in conflict: ${plan.conflicts.map(({ path }) => path).join(', ')}.`,
    );
  const detail: MergeDetail = {
    baseCommitId: plan.base ?? destination,
    sourceCommitId: source,
    destinationCommitId: destination,
    mergeOption: option,
    conflictDetailsLevel: choices.level,
    conflictResolutionStrategy: choices.strategy,
  };
  if (plan.files === undefined) {
    const treeId = (await readCommit(context, repository.name, source))?.tree ?? '';
    return { commitId: source, treeId, detail };
  }
  const parents = option === 'SQUASH_MERGE' ? [destination] : [destination, source];
  const commit = { files: plan.files, parents, words, message: `Merged ${source} into ${destination}` };
  return { ...(await writeCommit(context, repository, commit)), detail };
}

function blobsOf(scope: Scope, repository: Repository): Blobs {
  return {
    async read(id) {
      const data = await readBlob(scope, repository.name, id);
      if (data === undefined) throw new Error(`The blob ${id} is missing in ${repository.name}`);
      return data;
    },
    write: (data) => writeBlob(scope, repository.name, data),
  };
}
