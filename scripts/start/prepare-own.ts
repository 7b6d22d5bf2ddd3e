import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { IAMClient } from '@aws-sdk/client-iam';
import type { World } from '../../sandbox/kernel/world.ts';
import { makeProject } from './make-project.ts';
import { makeRepository } from './make-repository.ts';
import type { Wanted } from './wanted.ts';

/**
 * Makes the repositories and build projects that a configuration needs and that the sandbox does not have. Gives a
 * line for each: what was made, and what was there.
 */
export async function prepareOwn(
  { endpoint, administrator, account }: World,
  { repositories, checks }: Wanted,
  region: string,
): Promise<readonly string[]> {
  const settings = { region, endpoint, credentials: administrator };
  const codecommit = new CodeCommitClient(settings);
  const place = { codebuild: new CodeBuildClient(settings), iam: new IAMClient(settings), region, account };
  const lines: string[] = [];
  // Projects first: the first push may be answered at once.
  for (const check of checks) {
    const made = await makeProject(place, check);
    lines.push(
      `${word(made)} build project ${check.project}, for check ${check.check} of ${check.repository}`,
    );
  }
  for (const repository of repositories) {
    const made = await makeRepository(codecommit, repository);
    const stands = repository.pattern === undefined ? '' : `, as one of ${repository.pattern}`;
    lines.push(`${word(made)} repository ${repository.name}${stands}`);
  }
  return lines;
}

function word(made: boolean): string {
  return made ? 'made ' : 'there';
}
