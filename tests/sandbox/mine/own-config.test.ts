import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodeCommitClient,
  CreateBranchCommand,
  CreatePullRequestCommand,
  GetBranchCommand,
  GetCommentsForPullRequestCommand,
  PutFileCommand,
} from '@aws-sdk/client-codecommit';
import { expect, it, onTestFinished } from 'vitest';
import { packageStack } from '../../../packaging/package-stack.ts';
import { readConfig } from '../../../packaging/read-config.ts';
import { until } from '../../../sandbox/tour/until.ts';
import { prepareOwn } from '../../../scripts/start/prepare-own.ts';
import { wantedIn } from '../../../scripts/start/wanted.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { runScript } from '../../support/run-script.ts';
import { root } from '../../support/source-files.ts';

const mine = `version: 1
defaults:
  pull-requests: { builds: { unit: { project: "{repository}-ci" } } }
repositories:
  payments-*: {}
replication:
  from-ireland: { repository: payments-core, from: eu-west-1, to: eu-west-2 }
`;

it('npm start -- --mine runs the configuration of the user, makes what it names, and plays nothing', async () => {
  const configFile = written(mine);
  const kept = mkdtempSync(join(tmpdir(), 'drawbridge-kept-'));
  onTestFinished(() => rmSync(kept, { recursive: true }));
  const start = () =>
    runScript(
      'scripts/start.ts',
      ['--mine', '--once', '--port', '0', '--region', 'eu-west-1', '--persist', kept],
      {
        endpoint: 'http://127.0.0.1:9',
        environment: { DRAWBRIDGE_CONFIG: configFile },
      },
    );

  const first = await start();
  const second = await start();

  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toContain(`
In eu-west-1:
  made  build project payments-core-ci, for check unit of payments-core
  made  build project payments-example-ci, for check unit of payments-example
  made  repository payments-core
  made  repository payments-example, as one of payments-*
  keeps from-ireland: payments-core in eu-west-2, from its first push on
`);
  expect(first.stdout).not.toContain('Chapter');
  expect(second.stdout).toContain('\n  there repository payments-core\n');
  expect(second.code).toBe(0);
});

it('what was made builds a pull request, whose build passes until there is a file called FAIL', async () => {
  const configFile = written(mine);
  const region = 'eu-west-1';
  const sandbox = await aSandbox({ template: await packageStack(root, { configFile, region }), region });
  onTestFinished(() => sandbox.stop());
  await prepareOwn(sandbox.world, wantedIn(readConfig(root, configFile), region), region);
  const codecommit = new CodeCommitClient(inProcessClientConfig(sandbox.world, { region }));
  const repositoryName = 'payments-example';
  const { branch } = await codecommit.send(new GetBranchCommand({ repositoryName, branchName: 'main' }));
  const { commitId } = branch ?? {};
  await codecommit.send(new CreateBranchCommand({ repositoryName, branchName: 'try', commitId }));
  await codecommit.send(
    new PutFileCommand({
      repositoryName,
      branchName: 'try',
      parentCommitId: commitId,
      filePath: 'FAIL',
      fileContent: Buffer.from('\n'),
    }),
  );

  const { pullRequest } = await codecommit.send(
    new CreatePullRequestCommand({
      title: 'Try',
      targets: [{ repositoryName, sourceReference: 'try', destinationReference: 'main' }],
    }),
  );

  const comment = await until('a comment that says how the build ended', async () => {
    const { commentsForPullRequestData = [] } = await codecommit.send(
      new GetCommentsForPullRequestCommand({ pullRequestId: pullRequest?.pullRequestId }),
    );
    const text = commentsForPullRequestData[0]?.comments?.[0]?.content ?? '';
    return text.includes('Build failed') && text;
  });
  expect(comment).toContain('test ! -e FAIL');
});

function written(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-mine-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'drawbridge.yml');
  writeFileSync(file, text);
  return file;
}
