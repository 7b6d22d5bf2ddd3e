import type { TagResourceInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryOfArn } from '../repositories.ts';

/** Sets tags of a repository, which has at most 50. */
export const tagResource = defineOperation<TagResourceInput, void>({
  resources: (input) => input.resourceArn ?? '*',
  handle(input, context) {
    const { tags } = repositoryOfArn(context, input.resourceArn);
    if (input.tags === undefined)
      throw codeCommitError('TagsMapRequired', 'A map of tags is required, and the request has none.');
    const added = new Map([...tags, ...Object.entries(input.tags)]);
    if (added.size > 50) throw codeCommitError('TooManyTags', 'A repository has at most 50 tags.');
    for (const [key, value] of added) tags.set(key, value);
  },
});
