import type { MergeBranchesByThreeWayInput, MergeBranchesByThreeWayOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { repositoryArn } from '../../repositories/repositories.ts';
import { mergeBranches } from '../merge-branches.ts';

/** Adds a commit with two parents to a branch. */
export const mergeBranchesByThreeWay = defineOperation<
  MergeBranchesByThreeWayInput,
  MergeBranchesByThreeWayOutput
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.targetBranch ?? input.destinationCommitSpecifier),
  handle: (input, context) => mergeBranches(context, input, 'THREE_WAY_MERGE'),
});
