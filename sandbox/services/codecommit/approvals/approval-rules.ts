import { codeCommitError } from '../errors.ts';
import type { PullRequest } from '../pull-requests/pull-request-state.ts';
import { reviewOf } from '../pull-requests/pull-requests.ts';

/** What the content of a rule or a template says. */
export interface ApprovalRuleContent {
  readonly needed: number;
  /** Absent: anyone. */
  readonly pool: readonly string[] | undefined;
  /** Of a template only; absent: every branch. */
  readonly destinationReferences: readonly string[] | undefined;
}

/**
 * Reads the content of a rule, or says in words what is wrong with it.
 * @see https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html
 */
export function readRuleContent(content: string): ApprovalRuleContent | string {
  if (content.length > 3000) return 'it is longer than 3,000 characters';
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return 'it is no JSON';
  }
  if (!isRecord(parsed)) return 'it is no object';
  const { Version, DestinationReferences, Statements } = parsed;
  if (Version !== '2018-11-08') return 'its Version is not "2018-11-08"';
  if (DestinationReferences !== undefined && !isTextList(DestinationReferences))
    return 'its DestinationReferences are no list of references';
  if (!Array.isArray(Statements) || Statements.length !== 1) return 'it does not have one statement';
  const statement = readStatement(Statements[0]);
  if (typeof statement === 'string') return statement;
  return { ...statement, destinationReferences: DestinationReferences };
}

/** As `readRuleContent` for a content that was accepted; throws when it was not. */
export function requireRuleContent(content: string): ApprovalRuleContent {
  const read = readRuleContent(content);
  if (typeof read === 'string')
    throw codeCommitError(
      'InvalidApprovalRuleContent',
      `The content of the approval rule is not valid: ${read}.`,
    );
  return read;
}

function readStatement(statement: unknown): Omit<ApprovalRuleContent, 'destinationReferences'> | string {
  if (!isRecord(statement)) return 'its statement is no object';
  const { Type, NumberOfApprovalsNeeded: needed, ApprovalPoolMembers: pool } = statement;
  if (Type !== 'Approvers') return 'the Type of its statement is not "Approvers"';
  if (typeof needed !== 'number' || !Number.isInteger(needed) || needed < 1)
    return 'its NumberOfApprovalsNeeded is no whole number above 0';
  if (pool !== undefined && (!isTextList(pool) || pool.length > 50))
    return 'its ApprovalPoolMembers are no list of at most 50 approvers';
  return { needed, pool };
}

/** How a revision stands with the rules; lists hold names. */
export interface RuleEvaluation {
  readonly approved: boolean;
  readonly overridden: boolean;
  readonly approvalRulesSatisfied: string[];
  readonly approvalRulesNotSatisfied: string[];
}

/** Which rules the current revision of a pull request satisfies. Without a rule it counts as approved (unconfirmed). */
export function evaluateRules(pullRequest: PullRequest): RuleEvaluation {
  const { approvals, overriddenBy } = reviewOf(pullRequest, pullRequest.revisionId);
  const approvers = [...approvals].filter(([, state]) => state === 'APPROVE').map(([arn]) => arn);
  const satisfied: string[] = [];
  const open: string[] = [];
  for (const rule of pullRequest.rules) {
    const { needed, pool } = requireRuleContent(rule.content);
    const counted = approvers.filter((arn) => pool === undefined || pool.some((one) => isMember(one, arn)));
    (counted.length >= needed ? satisfied : open).push(rule.name);
  }
  const overridden = overriddenBy !== undefined;
  return {
    approved: overridden || open.length === 0,
    overridden,
    approvalRulesSatisfied: satisfied,
    approvalRulesNotSatisfied: open,
  };
}

/**
 * Whether a pool's member covers an approver. `CodeCommitApprovers:ACCOUNT:NAME` covers IAM users and federated
 * users of that name, and role sessions only as `ROLE/SESSION` (facts, section 8); `*` stands for anything.
 */
export function isMember(member: string, approverArn: string): boolean {
  const short = /^CodeCommitApprovers:(\d{12}):(.+)$/.exec(member);
  if (short === null) return matches(member, approverArn);
  const [, account, name = ''] = short;
  const [, , , , approverAccount, resource = ''] = approverArn.split(':');
  return (
    account === approverAccount &&
    matches(name, resource.replace(/^(user|federated-user|assumed-role)\//, ''))
  );
}

function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 's').test(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
