import type {
  CreatePullRequestApprovalRuleInput,
  CreatePullRequestApprovalRuleOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { callerArn } from '../../callers.ts';
import { codeCommitError } from '../../errors.ts';
import type { ApprovalRule } from '../../pull-requests/pull-request-state.ts';
import {
  apiApprovalRule,
  checkOpen,
  pullRequestOf,
  pullRequestResource,
} from '../../pull-requests/pull-requests.ts';
import { announceRule, checkRuleContent, checkRuleName } from '../pull-request-rules.ts';

/** Adds a rule to an open pull request, which has at most 30. */
export const createPullRequestApprovalRule = defineOperation<
  CreatePullRequestApprovalRuleInput,
  CreatePullRequestApprovalRuleOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const name = checkRuleName(input.approvalRuleName);
    const content = checkRuleContent(input.approvalRuleContent);
    checkOpen(pullRequest);
    if (pullRequest.rules.some((rule) => rule.name === name))
      throw codeCommitError('ApprovalRuleNameAlreadyExists', `There is a rule named ${name} already.`);
    if (pullRequest.rules.length >= 30)
      throw codeCommitError('NumberOfRulesExceeded', 'A pull request has at most 30 approval rules.');
    const now = new Date(context.world.clock.now());
    const rule: ApprovalRule = {
      id: context.world.ids.uuid(),
      name,
      content,
      creationDate: now,
      lastModifiedDate: now,
      lastModifiedUser: callerArn(context.principal),
      origin: undefined,
    };
    pullRequest.rules.push(rule);
    announceRule(context, pullRequest, { rule, what: 'Created' });
    return { approvalRule: apiApprovalRule(rule) };
  },
});
