import type { MergeBranchesBySquashInput, MergeBranchesBySquashOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { repositoryArn } from '../../repositories/repositories.ts';
import { mergeBranches } from '../merge-branches.ts';

/** Adds one commit with the changes of another branch to a branch. */
export const mergeBranchesBySquash = defineOperation<MergeBranchesBySquashInput, MergeBranchesBySquashOutput>(
  {
    resources: (input, context) => repositoryArn(context, input.repositoryName),
    conditions: (input) => onReference(input.targetBranch ?? input.destinationCommitSpecifier),
    handle: (input, context) => mergeBranches(context, input, 'SQUASH_MERGE'),
  },
);
