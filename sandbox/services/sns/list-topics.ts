import { defineOperation } from '../../kernel/service.ts';
import { snsState } from './state.ts';

/** All topics of the place, on one page. */
export const listTopics = defineOperation({
  resources: (_input: object) => '*',
  handle: (_input, context) => ({
    Topics: [...snsState(context).topics.values()].map(({ arn }) => ({ TopicArn: arn })),
  }),
});
