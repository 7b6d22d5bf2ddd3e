import {
  type CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreateRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import type { WantedRepository } from './wanted.ts';

/** Passes until there is a file that says otherwise: so that a first pull request can fail. */
const buildspec = `version: 0.2
phases:
  build:
    commands:
      - echo "The checks of your repository go here."
      - test ! -e FAIL
`;

/** Makes a repository with one commit, so that it can be cloned and built. False when it is there already. */
export async function makeRepository(
  codecommit: CodeCommitClient,
  { name: repositoryName, branch }: WantedRepository,
): Promise<boolean> {
  try {
    await codecommit.send(new CreateRepositoryCommand({ repositoryName }));
  } catch (error) {
    if (error instanceof Error && error.name === 'RepositoryNameExistsException') return false;
    throw error;
  }
  const { commitId } = await codecommit.send(
    new CreateCommitCommand({
      repositoryName,
      branchName: 'main',
      authorName: 'Drawbridge',
      email: 'drawbridge@harbor.example',
      commitMessage: 'Begin with a build that passes',
      putFiles: [
        { filePath: 'buildspec.yml', fileContent: Buffer.from(buildspec) },
        { filePath: 'README.md', fileContent: Buffer.from(`# ${repositoryName}\n`) },
      ],
    }),
  );
  if (branch !== 'main')
    await codecommit.send(new CreateBranchCommand({ repositoryName, branchName: branch, commitId }));
  return true;
}
