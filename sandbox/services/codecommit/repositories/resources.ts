import type { ResourceRequest, ResourceResult } from '../../../kernel/resource-kind.ts';
import type { Service } from '../../../kernel/service.ts';
import { codeCommitState } from '../state.ts';
import { newRepository } from './new-repository.ts';
import { removeRepository } from './remove-repository.ts';
import { cloneUrl, repositoryArn } from './repositories.ts';

/** What CloudFormation templates may contain of CodeCommit. */
export const resources: NonNullable<Service['resources']> = {
  'AWS::CodeCommit::Repository': {
    nameProperty: 'RepositoryName',
    make: makeRepository,
    remove: async ({ scope, name }) => void (await removeRepository(scope, name)),
    // A name that changes is a repository that is renamed on AWS; here it is another one.
    replacing: ['RepositoryName'],
    permissions: {
      on: ({ scope, name }) => repositoryArn(scope, name),
      create: ['codecommit:CreateRepository'],
      update: ['codecommit:UpdateRepositoryDescription'],
      delete: ['codecommit:DeleteRepository', 'codecommit:ListRepositories'],
      tag: ['codecommit:TagResource'],
      untag: ['codecommit:UntagResource'],
    },
  },
};

/** Makes the repository, or takes the one with this name; `Ref` is its id. */
async function makeRepository(request: ResourceRequest): Promise<ResourceResult> {
  const { scope, properties } = request;
  const name = textOf(properties.RepositoryName) ?? request.generatedName;
  const description = textOf(properties.RepositoryDescription);
  const existing = codeCommitState(scope).repositories.get(name);
  const repository = existing ?? (await newRepository(scope, { name, description }));
  repository.description = description;
  return {
    ref: repository.id,
    attributes: { Arn: repositoryArn(scope, name), CloneUrlHttp: cloneUrl(scope, name), Name: name },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
