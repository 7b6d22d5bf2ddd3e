import type {
  EvaluatePullRequestApprovalRulesInput,
  EvaluatePullRequestApprovalRulesOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import {
  checkCurrentRevision,
  pullRequestOf,
  pullRequestResource,
} from '../../pull-requests/pull-requests.ts';
import { evaluateRules } from '../approval-rules.ts';

/** Tells which rules the current revision satisfies; another revision is RevisionNotCurrent. */
export const evaluatePullRequestApprovalRules = defineOperation<
  EvaluatePullRequestApprovalRulesInput,
  EvaluatePullRequestApprovalRulesOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    checkCurrentRevision(pullRequest, input.revisionId);
    return { evaluation: evaluateRules(pullRequest) };
  },
});
