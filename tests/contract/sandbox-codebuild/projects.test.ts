import {
  BatchGetProjectsCommand,
  BatchGetReportGroupsCommand,
  CreateReportGroupCommand,
  DeleteProjectCommand,
  ListProjectsCommand,
  UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import { describe, expect, it } from 'vitest';
import { makeProject as makeFromTemplate } from '../../../sandbox/services/codebuild/project-resource.ts';
import { resumeBuilds } from '../../../sandbox/services/codebuild/resume-builds.ts';
import { runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { runningBuilds } from '../../../sandbox/services/codebuild/running-builds.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { aBuildWorld, look, makeProject, phasesOf, ROLE_ARN, start } from './build-world.ts';

const aPlace = () => {
  const clock = manualClock();
  return {
    clock,
    ...aBuildWorld({ runner: runScripted(() => ({ phases: { BUILD: { seconds: 60 } } })), clock }),
  };
};

describe('projects', () => {
  it('are made with AWS defaults, changed, listed and deleted', async () => {
    const { client } = aPlace();
    await makeProject(client);
    await makeProject(client, { name: 'another' });

    await client.send(new UpdateProjectCommand({ name: 'ci', description: 'builds the harbor' }));
    const got = await client.send(new BatchGetProjectsCommand({ names: ['ci', 'none'] }));
    const listed = await client.send(new ListProjectsCommand({}));
    await client.send(new DeleteProjectCommand({ name: 'another' }));
    const left = await client.send(new ListProjectsCommand({}));

    expect(got.projectsNotFound).toEqual(['none']);
    expect(got.projects?.[0]).toMatchObject({
      arn: 'arn:aws:codebuild:us-east-1:111122223333:project/ci',
      description: 'builds the harbor',
      timeoutInMinutes: 60,
      queuedTimeoutInMinutes: 480,
      badge: { badgeEnabled: false },
      cache: { type: 'NO_CACHE' },
    });
    expect(listed.projects).toEqual(['another', 'ci']);
    expect(left.projects).toEqual(['ci']);
  });

  it('are not made twice', async () => {
    const { client } = aPlace();
    await makeProject(client);

    await expect(makeProject(client)).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'Project already exists: arn:aws:codebuild:us-east-1:111122223333:project/ci',
    });
  });

  it.each([
    ['a name with a space', { name: 'no good' }],
    ['a time-out below five minutes', { timeoutInMinutes: 4 }],
    ['a repository without an address', { source: { type: 'CODECOMMIT' as const } }],
  ])('are refused with %s', async (_what, settings) => {
    const { client } = aPlace();

    await expect(makeProject(client, settings)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('come from a template', () => {
    const { scope } = aPlace();

    const result = makeFromTemplate({
      scope,
      stackName: 'harbor',
      logicalId: 'Project',
      generatedName: 'harbor-Project-1',
      properties: {
        Name: 'harbor-ci',
        ServiceRole: ROLE_ARN,
        Source: { Type: 'CODECOMMIT', Location: 'https://git/v1/repos/harbor', BuildSpec: 'ci.yml' },
        Artifacts: { Type: 'NO_ARTIFACTS' },
        Environment: {
          Type: 'LINUX_CONTAINER',
          Image: 'aws/codebuild/standard:7.0',
          ComputeType: 'BUILD_GENERAL1_SMALL',
          PrivilegedMode: 'false',
          EnvironmentVariables: [{ Name: 'STRICT', Value: 'true' }],
        },
        TimeoutInMinutes: '20',
      },
      artifactFolder: '/nowhere',
    });

    expect(result).toEqual({
      ref: 'harbor-ci',
      attributes: { Arn: 'arn:aws:codebuild:us-east-1:111122223333:project/harbor-ci' },
    });
    expect(codebuildState(scope).projects.get('harbor-ci')).toMatchObject({
      source: { type: 'CODECOMMIT', location: 'https://git/v1/repos/harbor', buildspec: 'ci.yml' },
      environment: { privilegedMode: false, environmentVariables: [{ name: 'STRICT', value: 'true' }] },
      timeoutInMinutes: 20,
    });
  });
});

describe('report groups', () => {
  it('are made and found', async () => {
    const { client } = aPlace();
    const arn = 'arn:aws:codebuild:us-east-1:111122223333:report-group/units';

    await client.send(
      new CreateReportGroupCommand({
        name: 'units',
        type: 'TEST',
        exportConfig: { exportConfigType: 'NO_EXPORT' },
      }),
    );
    const got = await client.send(
      new BatchGetReportGroupsCommand({ reportGroupArns: [arn, `${arn}-other`] }),
    );

    expect(got.reportGroups).toMatchObject([{ arn, name: 'units', type: 'TEST', status: 'ACTIVE' }]);
    expect(got.reportGroupsNotFound).toEqual([`${arn}-other`]);
  });
});

describe('a sandbox that starts again', () => {
  it('ends the builds that ran and goes on with those that waited', async () => {
    const { client, clock, scope, world } = aPlace();
    await makeProject(client);
    codebuildState(scope).accountLimit = 1;
    const ran = await start(client);
    const waited = await start(client);
    await clock.advance(1000);
    runningBuilds(world).clear();

    resumeBuilds(world);
    await clock.advance(1000);
    const [lost, goesOn] = await Promise.all([look(client, ran), look(client, waited)]);

    expect(lost.buildStatus).toBe('FAULT');
    expect(phasesOf(lost).slice(6)).toEqual(['BUILD FAULT', 'COMPLETED']);
    expect(goesOn.currentPhase).toBe('BUILD');
  });
});
