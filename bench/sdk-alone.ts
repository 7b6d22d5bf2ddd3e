import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunction } from '../packaging/bundle-function.ts';
import { temporaryProject } from '../tests/support/temporary-project.ts';
import { configOfTour } from '../tests/support/tour-stack.ts';

const entry = 'one-client.ts';
const source = `import { CodeCommitClient, GetPullRequestCommand } from '@aws-sdk/client-codecommit';
const client = new CodeCommitClient({});
export const handler = (input: { pullRequestId: string }) => client.send(new GetPullRequestCommand(input));
`;

/**
 * A handler with one SDK client and nothing else, bundled as the functions are: what no function that calls
 * CodeCommit through the SDK can start faster than. Gives the file.
 */
export async function bundleSdkAlone(folder: string): Promise<string> {
  const project = temporaryProject({ copy: [], write: { [entry]: source } });
  try {
    const { code } = await bundleFunction({ folder: project.folder, entry, config: configOfTour() });
    const file = join(folder, 'one-client.cjs');
    writeFileSync(file, code);
    return file;
  } finally {
    project.remove();
  }
}
