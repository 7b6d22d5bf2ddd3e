import {
  type CodeCommitClient,
  ListRepositoriesCommand,
  type ListRepositoriesCommandOutput,
} from '@aws-sdk/client-codecommit';

/** The names of all repositories of the account in the client's Region. */
export async function listRepositories(codecommit: CodeCommitClient): Promise<readonly string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page: ListRepositoriesCommandOutput = await codecommit.send(
      new ListRepositoriesCommand({ nextToken }),
    );
    names.push(...(page.repositories ?? []).flatMap(({ repositoryName }) => repositoryName ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return names;
}
