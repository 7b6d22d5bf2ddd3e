import type {
  CreateApprovalRuleTemplateInput,
  CreateApprovalRuleTemplateOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { callerArn } from '../../callers.ts';
import { codeCommitError } from '../../errors.ts';
import { type ApprovalRuleTemplate, codeCommitState } from '../../state.ts';
import { publishTemplateNews } from '../template-events.ts';
import { apiTemplate, checkTemplateContent, checkTemplateName } from '../templates.ts';

/** Makes a template, associated with no repository; at most 1,000 per Region. */
export const createApprovalRuleTemplate = defineOperation<
  CreateApprovalRuleTemplateInput,
  CreateApprovalRuleTemplateOutput
>({
  resources: () => '*',
  handle(input, context) {
    const name = checkTemplateName(input.approvalRuleTemplateName);
    const content = checkTemplateContent(input.approvalRuleTemplateContent, 'ApprovalRuleTemplateContent');
    const { templates } = codeCommitState(context);
    if (templates.has(name))
      throw codeCommitError(
        'ApprovalRuleTemplateNameAlreadyExists',
        `The template "${name}" exists already.`,
      );
    if (templates.size >= 1000)
      throw codeCommitError('NumberOfRuleTemplatesExceeded', 'There are 1,000 templates in this Region.');
    const now = new Date(context.world.clock.now());
    const template: ApprovalRuleTemplate = {
      id: context.world.ids.uuid(),
      name,
      description: input.approvalRuleTemplateDescription,
      content,
      creationDate: now,
      lastModifiedDate: now,
      lastModifiedUser: callerArn(context.principal),
    };
    templates.set(name, template);
    publishTemplateNews(context, template, {
      event: 'approvalRuleTemplateCreated',
      information: `An approval rule template with the following name has been created: ${name}. The ID of the created template is: ${template.id}`,
      repositories: [],
    });
    return { approvalRuleTemplate: apiTemplate(template) };
  },
});
