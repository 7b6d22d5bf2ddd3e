import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryOfArn } from '../repositories.ts';

/** Lists the tags of a repository. */
export const listTagsForResource = defineOperation<ListTagsForResourceInput, ListTagsForResourceOutput>({
  resources: (input) => input.resourceArn ?? '*',
  handle: (input, context) => ({
    tags: Object.fromEntries(repositoryOfArn(context, input.resourceArn).tags),
  }),
});
