import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeBuilds } from '../../../sandbox/services/codebuild/resume-builds.ts';
import { runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { roleNamed } from '../../../sandbox/services/iam/roles.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { aBuildWorld, logOf, look, makeProject, phasesOf, ROLE_ARN, start, waitFor } from './build-world.ts';
import { buildWorldForEachTest } from './build-world-for-each-test.ts';

const place = buildWorldForEachTest();

const SPEC = `version: 0.2
env:
  shell: sh
  parameter-store: {TOKEN: /ci/token}
  secrets-manager: {PASSWORD: "ci/database:password"}
phases:
  build:
    commands:
      - export LENGTHS="\${#TOKEN} \${#PASSWORD}"
      - echo "lengths $LENGTHS"
      - echo "token $TOKEN password $PASSWORD"
`;

describe('parameters and secrets', () => {
  it('reach the commands, and never the log', async () => {
    const config = inProcessClientConfig(place.world);
    await new SSMClient(config).send(
      new PutParameterCommand({ Name: '/ci/token', Value: 'tk-12345', Type: 'SecureString' }),
    );
    await new SecretsManagerClient(config).send(
      new CreateSecretCommand({ Name: 'ci/database', SecretString: '{"password":"swordfish"}' }),
    );

    const { log } = await place.run(SPEC);

    expect(log).toEqual(expect.arrayContaining(['lengths 8 9', 'token *** password ***']));
  });

  it('that do not exist fail the build before its commands', async () => {
    const { build } = await place.run(SPEC);

    expect(phasesOf(build)[3]).toBe('DOWNLOAD_SOURCE FAILED');
    expect(build.phases?.[3]?.contexts).toEqual([
      {
        statusCode: 'CLIENT_ERROR',
        message: 'Parameter /ci/token was not found in the parameter store',
      },
    ]);
  });
});

describe('a service role that may not write the log', () => {
  beforeEach(() => {
    roleNamed(place.scope, 'build').policies.clear();
  });

  it('ends the build before it begins, and says so', async () => {
    await makeProject(place.client);

    const build = await waitFor(place.client, await start(place.client));

    expect(phasesOf(build)[2]).toBe('PROVISIONING FAILED');
    const [context] = build.phases?.[2]?.contexts ?? [];
    expect(context?.statusCode).toBe('ACCESS_DENIED');
    expect(context?.message).toMatch(
      /^Service role arn:aws:iam::111122223333:role\/build does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build arn:aws:codebuild:us-east-1:111122223333:build\/ci:\S+\. Error message: User: arn:aws:sts::111122223333:assumed-role\/build\/AWSCodeBuild-\S+ is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:111122223333:log-group:\/aws\/codebuild\/ci:log-stream:\S+ because /,
    );
  });

  it('is enough for a project that keeps none', async () => {
    await makeProject(place.client, { logsConfig: { cloudWatchLogs: { status: 'DISABLED' } } });

    const build = await waitFor(place.client, await start(place.client));

    expect(build.buildStatus).toBe('SUCCEEDED');
  });
});

describe('a role', () => {
  it('may start and see builds of the projects it is allowed, and is their initiator', async () => {
    const { scope, world } = aBuildWorld({ runner: runScripted(() => ({})) });
    const admin = new CodeBuildClient(inProcessClientConfig(world));
    await makeProject(admin);
    await makeProject(admin, { name: 'other' });
    const allowed = readPolicy({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'],
          Resource: 'arn:aws:codebuild:us-east-1:111122223333:project/ci',
        },
      ],
    });
    roleNamed(scope, 'build').policies.set('builds', allowed);
    const session = issueCredentials(scope, { roleArn: ROLE_ARN, sessionName: 'controller' });
    const client = new CodeBuildClient(inProcessClientConfig(world, session));

    const build = await look(client, await start(client));
    const elsewhere = start(client, { projectName: 'other' });

    expect(build.initiator).toBe('build/controller');
    await expect(elsewhere).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::111122223333:assumed-role/build/controller is not authorized to perform: codebuild:StartBuild on resource: arn:aws:codebuild:us-east-1:111122223333:project/other because no identity-based policy allows the codebuild:StartBuild action',
    });
  });
});

describe('a sandbox that ends', () => {
  it('ends the builds that run with it', async () => {
    const buildspec = 'version: 0.2\nphases:\n  build:\n    commands: [echo started, sleep 600]\n';
    await makeProject(place.client, { source: { type: 'NO_SOURCE', buildspec } });
    const id = await start(place.client);
    await waitFor(place.client, id, (build) => logOf(place.scope, build).includes('started'));

    await closeBuilds(place.world);

    expect((await look(place.client, id)).buildStatus).toBe('STOPPED');
  });
});
