import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { describeResource } from '../describe-resource.ts';
import { findStack, stackArns } from '../find-stack.ts';
import { pageOf } from '../page-of.ts';

interface Input {
  readonly StackName?: string;
  readonly NextToken?: string;
}

/** The resources of a stack, a hundred a page. */
export const listStackResources = defineOperation({
  resources: stackArns,
  handle({ StackName = '', NextToken }: Input, context: CallContext) {
    const { page, next } = pageOf([...findStack(context, StackName).resources.values()], NextToken);
    return {
      StackResourceSummaries: page.map((resource) => ({
        ...describeResource(resource),
        LastUpdatedTimestamp: new Date(resource.changedAt),
      })),
      ...next,
    };
  },
});
