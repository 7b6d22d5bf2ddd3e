import {
  CreateUnreferencedMergeCommitCommand,
  GetMergeCommitCommand,
  GetMergeConflictsCommand,
  GetMergeOptionsCommand,
  ListBranchesCommand,
  MergeBranchesByFastForwardCommand,
  MergeBranchesBySquashCommand,
  MergeBranchesByThreeWayCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from './a-shop.ts';
import { aShopToMerge, lines, read, sides, tipOf } from './a-shop-to-merge.ts';

const repositoryName = 'shop';

let shop: Shop;
let base: string;

beforeEach(async () => {
  ({ shop, base } = await aShopToMerge());
});

describe('conflicts', () => {
  const conflicts = (more: object = {}) =>
    shop.admin.send(new GetMergeConflictsCommand({ ...sides, mergeOption: 'THREE_WAY_MERGE', ...more }));

  it('are by file, unless lines are asked for', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    await shop.commit('main', { list: lines({ 10: 'ten' }) }, base);

    const byFile = await conflicts();
    const byLine = await conflicts({ conflictDetailLevel: 'LINE_LEVEL' });

    expect(byFile).toMatchObject({ mergeable: false, baseCommitId: base });
    expect(byFile.conflictMetadataList).toMatchObject([
      {
        filePath: 'list',
        contentConflict: true,
        fileModeConflict: false,
        objectTypeConflict: false,
        numberOfConflicts: 1,
        fileSizes: { base: 21, source: 23, destination: 22 },
        isBinaryFile: { base: false, source: false, destination: false },
        mergeOperations: { source: 'M', destination: 'M' },
      },
    ]);
    expect(byLine).toMatchObject({ mergeable: true, conflictMetadataList: [] });
  });

  it('in the same lines need a strategy or a resolution', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one', 8: 'eight' }) }, base);
    const ours = await shop.commit('main', { list: lines({ 1: 'uno', 4: 'quattro' }) }, base);
    const merge = (more: object) =>
      shop.admin.send(
        new MergeBranchesByThreeWayCommand({ ...sides, conflictDetailLevel: 'LINE_LEVEL', ...more }),
      );
    const unmerged = (more: object) =>
      shop.admin.send(
        new CreateUnreferencedMergeCommitCommand({
          ...sides,
          mergeOption: 'THREE_WAY_MERGE',
          conflictDetailLevel: 'LINE_LEVEL',
          ...more,
        }),
      );

    await expect(merge({})).rejects.toMatchObject({ name: 'ManualMergeRequiredException' });
    await expect(merge({ conflictResolutionStrategy: 'AUTOMERGE' })).rejects.toMatchObject({
      name: 'ManualMergeRequiredException',
    });
    expect(await tipOf(shop, 'main')).toBe(ours);
    const source = await unmerged({ conflictResolutionStrategy: 'ACCEPT_SOURCE' });
    const destination = await unmerged({ conflictResolutionStrategy: 'ACCEPT_DESTINATION' });
    const byHand = await unmerged({
      conflictResolution: {
        replaceContents: [
          { filePath: 'list', replacementType: 'USE_NEW_CONTENT', content: Buffer.from('mine\n') },
        ],
      },
    });
    expect(await read(shop, 'list', source.commitId)).toBe(lines({ 1: 'one', 4: 'quattro', 8: 'eight' }));
    expect(await read(shop, 'list', destination.commitId)).toBe(
      lines({ 1: 'uno', 4: 'quattro', 8: 'eight' }),
    );
    expect(await read(shop, 'list', byHand.commitId)).toBe('mine\n');
    expect((await shop.admin.send(new ListBranchesCommand({ repositoryName }))).branches).toEqual([
      'feature',
      'main',
    ]);
  });

  it('between a change and a deletion are settled by whole files', async () => {
    await shop.commit('feature', { other: undefined }, base);
    await shop.commit('main', { other: 'changed\n' }, base);

    const found = await conflicts({ conflictDetailLevel: 'LINE_LEVEL' });
    const { commitId } = await shop.admin.send(
      new MergeBranchesBySquashCommand({ ...sides, conflictResolutionStrategy: 'ACCEPT_SOURCE' }),
    );

    expect(found.conflictMetadataList).toMatchObject([
      { filePath: 'other', mergeOperations: { source: 'D', destination: 'M' } },
    ]);
    await expect(read(shop, 'other', commitId)).rejects.toMatchObject({ name: 'FileDoesNotExistException' });
  });
});

describe('merge options', () => {
  const options = async () => (await shop.admin.send(new GetMergeOptionsCommand(sides))).mergeOptions;

  it('are all three while the destination has not moved on', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);

    expect(await options()).toEqual(['FAST_FORWARD_MERGE', 'SQUASH_MERGE', 'THREE_WAY_MERGE']);
  });

  it('leave out the fast-forward when it has', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    await shop.commit('main', { other: 'y\n' }, base);

    expect(await options()).toEqual(['SQUASH_MERGE', 'THREE_WAY_MERGE']);
    await expect(shop.admin.send(new MergeBranchesByFastForwardCommand(sides))).rejects.toMatchObject({
      name: 'ManualMergeRequiredException',
    });
  });

  it('are none when files are in conflict', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    await shop.commit('main', { list: lines({ 1: 'uno' }) }, base);

    expect(await options()).toEqual([]);
  });

  it('come with the common ancestor, which GetMergeCommit tells too', async () => {
    const theirs = await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);

    const told = await shop.admin.send(new GetMergeCommitCommand(sides));

    expect(told).toMatchObject({
      sourceCommitId: theirs,
      destinationCommitId: base,
      baseCommitId: base,
      mergedCommitId: theirs,
    });
  });
});
