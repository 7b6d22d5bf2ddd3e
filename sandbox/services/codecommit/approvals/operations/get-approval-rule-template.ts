import type { GetApprovalRuleTemplateInput, GetApprovalRuleTemplateOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { apiTemplate, templateOf } from '../templates.ts';

/** Shows one template. */
export const getApprovalRuleTemplate = defineOperation<
  GetApprovalRuleTemplateInput,
  GetApprovalRuleTemplateOutput
>({
  resources: () => '*',
  handle: (input, context) => ({
    approvalRuleTemplate: apiTemplate(templateOf(context, input.approvalRuleTemplateName)),
  }),
});
