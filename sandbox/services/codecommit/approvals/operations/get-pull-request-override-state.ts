import type {
  GetPullRequestOverrideStateInput,
  GetPullRequestOverrideStateOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { checkRevisionId, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';

/** Tells whether, and by whom, the rules of a revision were set aside. */
export const getPullRequestOverrideState = defineOperation<
  GetPullRequestOverrideStateInput,
  GetPullRequestOverrideStateOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const { reviews } = pullRequestOf(context, input.pullRequestId);
    const overrider = reviews.get(checkRevisionId(input.revisionId))?.overriddenBy;
    return overrider === undefined ? { overridden: false } : { overridden: true, overrider };
  },
});
