import type { GetMergeCommitInput, GetMergeCommitOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { gitBackend, placeOf } from '../../objects/git-backend.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { sidesOf } from '../merge-branches.ts';
import { mergeChoices } from '../merge-commits.ts';

/**
 * Tells the common ancestor of two versions. The merged commit is given when it is there without a merge: when
 * one of the two contains the other.
 */
export const getMergeCommit = defineOperation<GetMergeCommitInput, GetMergeCommitOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.destinationCommitSpecifier),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    mergeChoices(input);
    const { source, destination } = await sidesOf(context, repository, input);
    const git = gitBackend.of(context.world);
    const base = await git.mergeBase(placeOf(context, repository.name), source, destination);
    const merged = base === destination ? source : base === source ? destination : undefined;
    return {
      sourceCommitId: source,
      destinationCommitId: destination,
      ...(base === undefined ? {} : { baseCommitId: base }),
      ...(merged === undefined ? {} : { mergedCommitId: merged }),
    };
  },
});
