import type { ResourceRequest, ResourceResult, Service } from '../../kernel/service.ts';
import { newRepository } from './new-repository.ts';
import { cloneUrl, repositoryArn } from './repositories.ts';
import { codeCommitState } from './state.ts';

/** What CloudFormation templates may contain of CodeCommit. */
export const resources: NonNullable<Service['resources']> = {
  'AWS::CodeCommit::Repository': makeRepository,
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
