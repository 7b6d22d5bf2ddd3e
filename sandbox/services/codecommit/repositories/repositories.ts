import type { RepositoryMetadata } from '@aws-sdk/client-codecommit';
import { arnOf, type Scope } from '../../../kernel/world.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { codeCommitState, type Repository } from '../state.ts';

/** The ARN of a repository, which is IAM's resource for everything in it. */
export function repositoryArn(scope: Scope, name: string | undefined): string {
  return arnOf(scope, 'codecommit', name === undefined || name === '' ? '*' : name);
}

/** Throws RepositoryNameRequired or InvalidRepositoryName for a name no repository can have. */
export function checkRepositoryName(name: string | undefined): string {
  const text = requireText(name, 'RepositoryName', 'A repository name');
  if (!/^[\w.-]{1,100}$/.test(text) || text.endsWith('.git'))
    throw codeCommitError(
      'InvalidRepositoryName',
      `"${text}" is no repository name: 1 to 100 letters, digits, dots, dashes and underscores, not ending in ".git".`,
    );
  return text;
}

/** The repository of that name in this account and Region; throws RepositoryDoesNotExist. */
export function repositoryOf(scope: Scope, name: string | undefined): Repository {
  const checked = checkRepositoryName(name);
  const repository = codeCommitState(scope).repositories.get(checked);
  if (repository === undefined) throw codeCommitError('RepositoryDoesNotExist', `${checked} does not exist`);
  return repository;
}

/** The repository that an ARN names, for tagging; throws ResourceArnRequired or InvalidResourceArn. */
export function repositoryOfArn(scope: Scope, arn: string | undefined): Repository {
  const text = requireText(arn, 'ResourceArn', 'The ARN of a repository');
  const name = text.split(':')[5];
  if (name === undefined || text !== repositoryArn(scope, name))
    throw codeCommitError('InvalidResourceArn', `${text} is no repository of this account and Region.`);
  return repositoryOf(scope, name);
}

/** A repository as GetRepository shows it. The clone URL is the sandbox's own. */
export function repositoryMetadata(scope: Scope, repository: Repository): RepositoryMetadata {
  const { name, id, description, defaultBranch, creationDate, lastModifiedDate } = repository;
  return {
    accountId: scope.account,
    repositoryId: id,
    repositoryName: name,
    ...(description === undefined ? {} : { repositoryDescription: description }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    lastModifiedDate,
    creationDate,
    cloneUrlHttp: cloneUrl(scope, name),
    cloneUrlSsh: `ssh://git-codecommit.${scope.region}.amazonaws.com/v1/repos/${name}`,
    Arn: repositoryArn(scope, name),
  };
}

/** Where git reaches the repository in this sandbox. */
export function cloneUrl(scope: Scope, name: string): string {
  return `${scope.world.endpoint}/v1/repos/${name}`;
}

/** Marks the repository as changed now. */
export function touchRepository(scope: Scope, repository: Repository): void {
  repository.lastModifiedDate = new Date(scope.world.clock.now());
}
