import type { ApprovalRuleTemplate as ApiTemplate } from '@aws-sdk/client-codecommit';
import type { Scope } from '../../../kernel/world.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { sha256 } from '../pull-requests/pull-requests.ts';
import { type ApprovalRuleTemplate, codeCommitState, type Repository } from '../state.ts';
import { readRuleContent } from './approval-rules.ts';

/** Throws ApprovalRuleTemplateNameRequired or InvalidApprovalRuleTemplateName (1 to 100 characters). */
export function checkTemplateName(name: string | undefined): string {
  const text = requireText(name, 'ApprovalRuleTemplateName', 'The name of an approval rule template');
  if (text.length > 100)
    throw codeCommitError('InvalidApprovalRuleTemplateName', 'A template name has at most 100 characters.');
  return text;
}

/** The template of that name; throws ApprovalRuleTemplateDoesNotExist. */
export function templateOf(scope: Scope, name: string | undefined): ApprovalRuleTemplate {
  const text = checkTemplateName(name);
  const template = codeCommitState(scope).templates.get(text);
  if (template === undefined)
    throw codeCommitError('ApprovalRuleTemplateDoesNotExist', `The template "${text}" does not exist.`);
  return template;
}

/** Throws ApprovalRuleTemplateContentRequired or InvalidApprovalRuleTemplateContent. */
export function checkTemplateContent(content: string | undefined, code: string): string {
  const text = requireText(content, code, 'The content of the approval rule');
  const read = readRuleContent(text);
  if (typeof read === 'string')
    throw codeCommitError(
      'InvalidApprovalRuleTemplateContent',
      `The content of the approval rule template is not valid: ${read}.`,
    );
  return text;
}

/** A template as the API shows it. */
export function apiTemplate(template: ApprovalRuleTemplate): ApiTemplate {
  return {
    approvalRuleTemplateId: template.id,
    approvalRuleTemplateName: template.name,
    ...(template.description === undefined ? {} : { approvalRuleTemplateDescription: template.description }),
    approvalRuleTemplateContent: template.content,
    ruleContentSha256: sha256(template.content),
    lastModifiedDate: template.lastModifiedDate,
    creationDate: template.creationDate,
    lastModifiedUser: template.lastModifiedUser,
  };
}

/** The repositories that a template is associated with. */
export function repositoriesOf(scope: Scope, template: ApprovalRuleTemplate): Repository[] {
  return [...codeCommitState(scope).repositories.values()].filter(({ templates }) =>
    templates.has(template.name),
  );
}
