import type { UntagResourceInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryOfArn } from '../repositories.ts';

/** Removes tags of a repository; keys it does not have are passed over. */
export const untagResource = defineOperation<UntagResourceInput, void>({
  resources: (input) => input.resourceArn ?? '*',
  handle(input, context) {
    const { tags } = repositoryOfArn(context, input.resourceArn);
    if (input.tagKeys === undefined)
      throw codeCommitError(
        'TagKeysListRequired',
        'A list of tag keys is required, and the request has none.',
      );
    for (const key of input.tagKeys) tags.delete(key);
  },
});
