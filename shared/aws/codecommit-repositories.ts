import {
  CodeCommitClient,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  GetRepositoryCommand,
  UpdateDefaultBranchCommand,
} from '@aws-sdk/client-codecommit';
import { defined } from '../core/defined.ts';
import { isControllerError } from '../core/error.ts';
import type { Repositories, RepositoryMetadata } from '../core/repositories.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** Repositories of CodeCommit in the client's Region. */
export function codeCommitRepositories(settings: ClientSettings = {}): Repositories {
  const client = new CodeCommitClient(settings);
  const onRepository = (operation: string, name: string) => ({
    call: `CodeCommit ${operation}`,
    on: `repository ${name}`,
  });
  return {
    get: (name) => getRepository(client, name),
    async create({ name, description }) {
      await calling(onRepository('CreateRepository', name), () =>
        client.send(
          new CreateRepositoryCommand({
            repositoryName: name,
            ...(description !== undefined && { repositoryDescription: description }),
          }),
        ),
      );
    },
    async delete(name) {
      await calling(onRepository('DeleteRepository', name), () =>
        client.send(new DeleteRepositoryCommand({ repositoryName: name })),
      );
    },
    async setDefaultBranch(name, branch) {
      await calling(onRepository('UpdateDefaultBranch', name), () =>
        client.send(new UpdateDefaultBranchCommand({ repositoryName: name, defaultBranchName: branch })),
      );
    },
  };
}

async function getRepository(
  client: CodeCommitClient,
  name: string,
): Promise<RepositoryMetadata | undefined> {
  try {
    const { repositoryMetadata } = await calling(
      { call: 'CodeCommit GetRepository', on: `repository ${name}` },
      () => client.send(new GetRepositoryCommand({ repositoryName: name })),
    );
    return defined({
      name,
      arn: repositoryMetadata?.Arn ?? '',
      description: repositoryMetadata?.repositoryDescription,
      defaultBranch: repositoryMetadata?.defaultBranch,
    });
  } catch (error) {
    if (isControllerError(error, 'not-found')) return undefined;
    throw error;
  }
}
