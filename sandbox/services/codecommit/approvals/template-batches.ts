import type { CallContext } from '../../../kernel/service.ts';
import { codeCommitError } from '../errors.ts';
import { codeCommitState, type Repository } from '../state.ts';

/** A repository that a batch could not work on. */
export interface BatchError {
  readonly repositoryName: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** The repositories of a batch that exist, and an error for each that does not; at most 100 names. */
export function splitByRepository(
  context: CallContext,
  names: readonly string[] | undefined,
): { repositories: Repository[]; errors: BatchError[] } {
  if (names === undefined || names.length === 0)
    throw codeCommitError('RepositoryNamesRequired', 'At least one repository name is required.');
  if (names.length > 100)
    throw codeCommitError('MaximumRepositoryNamesExceeded', 'At most 100 repository names are allowed.');
  const repositories: Repository[] = [];
  const errors: BatchError[] = [];
  for (const name of names) {
    const repository = codeCommitState(context).repositories.get(name);
    if (repository !== undefined) repositories.push(repository);
    else
      errors.push({
        repositoryName: name,
        errorCode: 'RepositoryDoesNotExistException',
        errorMessage: `${name} does not exist`,
      });
  }
  return { repositories, errors };
}
