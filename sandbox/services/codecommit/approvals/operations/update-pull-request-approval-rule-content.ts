import type {
  UpdatePullRequestApprovalRuleContentInput,
  UpdatePullRequestApprovalRuleContentOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { callerArn } from '../../callers.ts';
import { codeCommitError } from '../../errors.ts';
import {
  apiApprovalRule,
  checkOpen,
  pullRequestOf,
  pullRequestResource,
  sha256,
} from '../../pull-requests/pull-requests.ts';
import { announceRule, checkRuleContent, checkRuleName } from '../pull-request-rules.ts';

/** Replaces what a rule says, unless a template made it. */
export const updatePullRequestApprovalRuleContent = defineOperation<
  UpdatePullRequestApprovalRuleContentInput,
  UpdatePullRequestApprovalRuleContentOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const name = checkRuleName(input.approvalRuleName);
    const content = checkRuleContent(input.newRuleContent);
    checkOpen(pullRequest);
    const rule = pullRequest.rules.find((one) => one.name === name);
    if (rule === undefined)
      throw codeCommitError('ApprovalRuleDoesNotExist', `There is no rule named ${name}.`);
    if (rule.origin !== undefined)
      throw codeCommitError('CannotModifyApprovalRuleFromTemplate', `${name} was made by a template.`);
    const existing = input.existingRuleContentSha256;
    if (existing !== undefined && existing !== sha256(rule.content))
      throw codeCommitError('InvalidRuleContentSha256', `The content of ${name} has changed meanwhile.`);
    rule.content = content;
    rule.lastModifiedDate = new Date(context.world.clock.now());
    rule.lastModifiedUser = callerArn(context.principal);
    announceRule(context, pullRequest, { rule, what: 'Updated' });
    return { approvalRule: apiApprovalRule(rule) };
  },
});
