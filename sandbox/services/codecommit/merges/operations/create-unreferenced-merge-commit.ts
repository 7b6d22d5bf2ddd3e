import type {
  CreateUnreferencedMergeCommitInput,
  CreateUnreferencedMergeCommitOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { publishUnreferencedMerge } from '../../branches/reference-events.ts';
import { onReference } from '../../conditions.ts';
import { codeCommitError } from '../../errors.ts';
import { gitBackend, placeOf } from '../../objects/git-backend.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { sidesOf } from '../merge-branches.ts';
import { makeMergeCommit, mergeChoices, mergeOption } from '../merge-commits.ts';

/** Makes the commit a merge would give, on no branch; it can be read and fetched by its id. Not for fast-forwards. */
export const createUnreferencedMergeCommit = defineOperation<
  CreateUnreferencedMergeCommitInput,
  CreateUnreferencedMergeCommitOutput
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.destinationCommitSpecifier),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const option = mergeOption(input.mergeOption);
    if (option === 'FAST_FORWARD_MERGE')
      throw codeCommitError('InvalidMergeOption', 'A fast-forward makes no merge commit.');
    const sides = await sidesOf(context, repository, input);
    const request = { ...sides, option, choices: mergeChoices(input), resolution: input.conflictResolution };
    const { commitId, treeId, detail } = await makeMergeCommit(context, repository, {
      request,
      words: input,
    });
    await gitBackend.of(context.world).keep(placeOf(context, repository.name), commitId);
    publishUnreferencedMerge(context, repository, { commitId, merge: detail });
    return { commitId, treeId };
  },
});
