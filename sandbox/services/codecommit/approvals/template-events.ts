import { publishEvent } from '../../../kernel/offers/events.ts';
import type { CallContext } from '../../../kernel/service.ts';
import { callerArn } from '../callers.ts';
import { eventDate } from '../event-words.ts';
import { sha256 } from '../pull-requests/pull-requests.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import type { ApprovalRuleTemplate, Repository } from '../state.ts';

/** What happened to a template, and the repositories that it concerns. */
export interface TemplateNews {
  /** Payload name, for example `approvalRuleTemplateCreated` (facts, section 6). */
  readonly event: string;
  /** The sentence of `notificationBody` after "Additional information: ", without the full stop. */
  readonly information: string;
  readonly repositories: readonly Repository[];
}

/** Tells EventBridge of a change of an approval rule template. */
export function publishTemplateNews(
  context: CallContext,
  template: ApprovalRuleTemplate,
  news: TemplateNews,
): void {
  const callerUserArn = callerArn(context.principal);
  publishEvent(context, {
    source: 'aws.codecommit',
    detailType: 'CodeCommit Approval Rule Template Change',
    resources: news.repositories.map(({ name }) => repositoryArn(context, name)),
    detail: {
      approvalRuleTemplateContentSha256: sha256(template.content),
      approvalRuleTemplateId: template.id,
      approvalRuleTemplateName: template.name,
      callerUserArn,
      creationDate: eventDate(template.creationDate),
      event: news.event,
      lastModifiedDate: eventDate(template.lastModifiedDate),
      notificationBody: [
        `A approval rule template event occurred in the following AWS CodeCommit account: ${context.account}.`,
        `User: ${callerUserArn}. Additional information: ${news.information}.`,
        'For more information, go to the AWS CodeCommit console.',
      ].join(' '),
      repositories: Object.fromEntries(news.repositories.map(({ name, id }) => [name, id])),
    },
  });
}
