import type { GetMergeOptionsInput, GetMergeOptionsOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import type { MergeOption } from '../../pull-requests/pull-request-state.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { sidesOf } from '../merge-branches.ts';
import { mergeChoices, planMerge } from '../merge-commits.ts';

/** Tells which of the three ways two versions can be merged without a hand on conflicts. */
export const getMergeOptions = defineOperation<GetMergeOptionsInput, GetMergeOptionsOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    const choices = mergeChoices(input);
    const sides = await sidesOf(context, repository, input);
    const plan = await planMerge(context, repository, { ...sides, option: 'THREE_WAY_MERGE', choices });
    const mergeOptions: MergeOption[] = [];
    if (plan.base === sides.destination) mergeOptions.push('FAST_FORWARD_MERGE');
    if (plan.mergeable) mergeOptions.push('SQUASH_MERGE', 'THREE_WAY_MERGE');
    return {
      mergeOptions,
      sourceCommitId: sides.source,
      destinationCommitId: sides.destination,
      baseCommitId: plan.base,
    };
  },
});
