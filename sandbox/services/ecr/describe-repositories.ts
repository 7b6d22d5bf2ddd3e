import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { arnOf } from '../../kernel/world.ts';

interface Input {
  readonly repositoryNames?: readonly string[];
}

/** The sandbox runs no containers and has no image repositories: none is listed, and one that is named is not found. */
export const describeRepositories = defineOperation({
  resources: ({ repositoryNames = ['*'] }: Input, context: CallContext) =>
    repositoryNames.map((name) => arnOf(context, 'ecr', `repository/${name}`)),
  handle({ repositoryNames = [] }, { account }) {
    const [name] = repositoryNames;
    if (name !== undefined)
      throw new AwsError(
        'RepositoryNotFoundException',
        `The repository with name '${name}' does not exist in the registry with id '${account}'`,
      );
    return { repositories: [] };
  },
});
