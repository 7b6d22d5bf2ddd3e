import type { Build } from '@aws-sdk/client-codebuild';
import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  GetBranchCommand,
} from '@aws-sdk/client-codecommit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../../sandbox/server/start-server.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitOnDisk } from '../../../sandbox/services/codecommit/objects/git-on-disk.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { logOf, makeProject, start, waitFor } from './build-world.ts';
import { buildWorldForEachTest } from './build-world-for-each-test.ts';

const LOCATION = 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/harbor';

const place = buildWorldForEachTest();
let server: RunningServer;
let codecommit: CodeCommitClient;

beforeEach(async () => {
  gitBackend.provide(place.world, gitOnDisk(place.folder));
  server = await startServer(place.world, { port: 0 });
  codecommit = new CodeCommitClient(inProcessClientConfig(place.world));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: 'harbor' }));
});

afterEach(() => server.close());

/** Commits a buildspec to the repository and gives the commit's id. */
async function commit(buildspec: string, message: string, parentCommitId?: string): Promise<string> {
  const { commitId = '' } = await codecommit.send(
    new CreateCommitCommand({
      repositoryName: 'harbor',
      branchName: 'main',
      commitMessage: message,
      ...(parentCommitId ? { parentCommitId } : {}),
      putFiles: [{ filePath: 'buildspec.yml', fileContent: Buffer.from(buildspec) }],
    }),
  );
  return commitId;
}

/** Builds a version of the repository and gives the finished build. */
async function buildOf(sourceVersion: string): Promise<Build> {
  await makeProject(place.client, {
    source: { type: 'CODECOMMIT', location: LOCATION, gitCloneDepth: 1 },
  });
  return waitFor(place.client, await start(place.client, { sourceVersion }));
}

describe('a build of a repository', () => {
  it('builds the version it was asked for and tells its commit', async () => {
    const first = await commit(
      `version: 0.2
phases:
  build:
    commands:
      - git log --format=%s
      - echo "resolved $CODEBUILD_RESOLVED_SOURCE_VERSION of $CODEBUILD_SOURCE_REPO_URL"
`,
      'the first',
    );
    await commit('version: 0.2\n', 'the second', first);

    const build = await buildOf(first);

    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(build.resolvedSourceVersion).toBe(first);
    expect(logOf(place.scope, build)).toEqual(
      expect.arrayContaining(['the first', `resolved ${first} of ${LOCATION}`]),
    );
  });

  it('reads from the repository by its own address, as its role', async () => {
    const id = await commit(
      `version: 0.2
env:
  git-credential-helper: yes
phases:
  build:
    commands:
      - git clone --quiet ${LOCATION} again
      - git -C again log --format="cloned %H"
`,
      'clones itself',
    );

    const build = await buildOf('main');

    expect(logOf(place.scope, build)).toContain(`cloned ${id}`);
  });

  it('may not push what its role may not', async () => {
    const id = await commit(
      `version: 0.2
env:
  git-credential-helper: yes
phases:
  build:
    commands:
      - git -c user.name=b -c user.email=b@example.com commit --quiet --allow-empty -m more
      - git push --quiet ${LOCATION} HEAD:refs/heads/main
`,
      'pushes',
    );

    const build = await buildOf('main');
    const { branch } = await codecommit.send(
      new GetBranchCommand({ repositoryName: 'harbor', branchName: 'main' }),
    );

    expect(build.phases?.[6]?.contexts?.[0]?.message).toContain('executing command: git push');
    expect(branch?.commitId).toBe(id);
  });

  it('fails in DOWNLOAD_SOURCE when there is no such version', async () => {
    await commit('version: 0.2\n', 'the first');

    const build = await buildOf('gone');

    expect(build.phases?.[3]).toMatchObject({
      phaseType: 'DOWNLOAD_SOURCE',
      phaseStatus: 'FAILED',
      contexts: [
        {
          statusCode: 'CLIENT_ERROR',
          message: 'reference not found for primary source and source version gone',
        },
      ],
    });
  });
});
