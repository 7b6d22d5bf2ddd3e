import { defineOperation } from '../../kernel/service.ts';
import { snsState } from './state.ts';

/** Deletes a topic with its subscriptions; one that is not there is fine, as on AWS. */
export const deleteTopic = defineOperation({
  resources: ({ TopicArn }: { TopicArn: string }) => TopicArn,
  handle({ TopicArn }, context) {
    snsState(context).topics.delete(TopicArn.split(':').at(-1) ?? '');
  },
});
