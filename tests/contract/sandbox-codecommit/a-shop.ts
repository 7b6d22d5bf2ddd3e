import {
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreatePullRequestCommand,
  CreateRepositoryCommand,
  type PullRequest,
} from '@aws-sdk/client-codecommit';
import type { BusEvent } from '../../../sandbox/kernel/offers/events.ts';
import { type Scope, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitInMemory } from '../../../sandbox/services/codecommit/objects/git-in-memory.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { iam } from '../../../sandbox/services/iam/service.ts';
import { aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

/** A sandbox in eu-west-1 with the repository `shop`, and people who work on it. */
export interface Shop {
  readonly world: World;
  readonly scope: Scope;
  /** The account's administrator, arn:aws:iam::111122223333:user/admin. */
  readonly admin: CodeCommitClient;
  /** Sessions of the role Developer, which may do everything in CodeCommit. */
  session(sessionName: string, roleName?: string): CodeCommitClient;
  /** Moves the clock, which stands still otherwise. */
  pass(seconds: number): void;
  /** Events since the last call, oldest first. */
  news(): BusEvent[];
  /** Commits files (nothing deletes one) and gives the commit's id. */
  commit(
    branch: string,
    files: Readonly<Record<string, string | undefined>>,
    parent?: string,
  ): Promise<string>;
  branch(name: string, at: string): Promise<void>;
  pullRequest(source: string, destination?: string): Promise<PullRequest>;
}

/** The time when it opens is Monday, 2 March 2026, 09:25:10 UTC. */
export async function aShop(): Promise<Shop> {
  let now = Date.UTC(2026, 2, 2, 9, 25, 10);
  const world = aWorld({ now: () => now });
  const scope = scopeOf(world, 'eu-west-1');
  gitBackend.provide(world, gitInMemory());
  for (const name of ['Developer', 'Reviewer']) await makeRole(scope, name);
  const admin = new CodeCommitClient(inProcessClientConfig(world, { region: 'eu-west-1' }));
  await admin.send(new CreateRepositoryCommand({ repositoryName: 'shop' }));
  let seen = 0;
  return {
    world,
    scope,
    admin,
    session(sessionName, roleName = 'Developer') {
      const roleArn = `arn:aws:iam::111122223333:role/${roleName}`;
      const credentials = issueCredentials(scope, { roleArn, sessionName });
      return new CodeCommitClient(inProcessClientConfig(world, { region: 'eu-west-1', ...credentials }));
    },
    pass(seconds) {
      now += seconds * 1000;
    },
    news() {
      const all = recentEvents(scope).toReversed();
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh.map(({ event }) => event);
    },
    async commit(branchName, files, parentCommitId) {
      const entries = Object.entries(files);
      const { commitId = '' } = await admin.send(
        new CreateCommitCommand({
          repositoryName: 'shop',
          branchName,
          ...(parentCommitId === undefined ? {} : { parentCommitId }),
          putFiles: entries.flatMap(([filePath, text]) =>
            text === undefined ? [] : [{ filePath, fileContent: Buffer.from(text) }],
          ),
          deleteFiles: entries.flatMap(([filePath, text]) => (text === undefined ? [{ filePath }] : [])),
        }),
      );
      return commitId;
    },
    async branch(branchName, commitId) {
      await admin.send(new CreateBranchCommand({ repositoryName: 'shop', branchName, commitId }));
    },
    async pullRequest(sourceReference, destinationReference = 'main') {
      const { pullRequest } = await admin.send(
        new CreatePullRequestCommand({
          title: 'Add rate limits',
          description: 'Fixes HL-212.',
          targets: [{ repositoryName: 'shop', sourceReference, destinationReference }],
        }),
      );
      if (pullRequest === undefined) throw new Error('There is no pull request in the answer');
      return pullRequest;
    },
  };
}

async function makeRole(scope: Scope, generatedName: string): Promise<void> {
  await iam.resources?.['AWS::IAM::Role']?.make({
    scope,
    stackName: 'stack',
    logicalId: generatedName,
    generatedName,
    artifactFolder: '/nowhere',
    properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'codecommit:*', Resource: '*' }],
          },
        },
      ],
    },
  });
}
