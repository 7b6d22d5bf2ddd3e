import type { CallContext } from '../../../kernel/service.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { publishPullRequestNews, recordReview } from '../pull-requests/pull-request-events.ts';
import type { ApprovalRule, PullRequest } from '../pull-requests/pull-request-state.ts';
import { sha256 } from '../pull-requests/pull-requests.ts';
import { readRuleContent } from './approval-rules.ts';

/** Throws ApprovalRuleNameRequired, or InvalidApprovalRuleName above 100 characters. */
export function checkRuleName(name: string | undefined): string {
  const text = requireText(name, 'ApprovalRuleName', 'The name of an approval rule');
  if (text.length > 100)
    throw codeCommitError(
      'InvalidApprovalRuleName',
      'The name of an approval rule has at most 100 characters.',
    );
  return text;
}

/** Throws ApprovalRuleContentRequired or InvalidApprovalRuleContent; only templates name destinations. */
export function checkRuleContent(content: string | undefined): string {
  const text = requireText(content, 'ApprovalRuleContent', 'The content of the approval rule');
  const read = readRuleContent(text);
  const problem =
    typeof read === 'string'
      ? read
      : read.destinationReferences && 'DestinationReferences are for templates only';
  if (problem !== undefined)
    throw codeCommitError(
      'InvalidApprovalRuleContent',
      `The content of the approval rule is not valid: ${problem}.`,
    );
  return text;
}

/** Notes in the history, and tells EventBridge, that a rule of a pull request was made, changed or removed. */
export function announceRule(
  context: CallContext,
  pullRequest: PullRequest,
  { rule, what }: { rule: ApprovalRule; what: 'Created' | 'Updated' | 'Deleted' },
): void {
  recordReview(context, pullRequest, {
    pullRequestEventType: `PULL_REQUEST_APPROVAL_RULE_${
      what === 'Created' ? 'CREATED' : what === 'Updated' ? 'UPDATED' : 'DELETED'
    }`,
    approvalRuleEventMetadata: {
      approvalRuleName: rule.name,
      approvalRuleId: rule.id,
      approvalRuleContent: rule.content,
    },
  });
  publishPullRequestNews(context, pullRequest, {
    event: `pullRequestApprovalRule${what}`,
    information: `An approval rule has been ${what.toLowerCase()} with the following name: ${rule.name}`,
    fields: {
      approvalRuleName: rule.name,
      approvalRuleId: rule.id,
      approvalRuleContentSha256: sha256(rule.content),
    },
  });
}
