import type {
  MergeBranchesByFastForwardInput,
  MergeBranchesByFastForwardOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { repositoryArn } from '../../repositories/repositories.ts';
import { mergeBranches } from '../merge-branches.ts';

/** Moves a branch forward to a descendant of its tip. */
export const mergeBranchesByFastForward = defineOperation<
  MergeBranchesByFastForwardInput,
  MergeBranchesByFastForwardOutput
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.targetBranch ?? input.destinationCommitSpecifier),
  handle: (input, context) => mergeBranches(context, input, 'FAST_FORWARD_MERGE'),
});
