import { StartBuildCommand } from '@aws-sdk/client-codebuild';
import { describe, expect, it } from 'vitest';
import { startBuild } from '../../../sandbox/services/codebuild/start.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { look, makeProject, phasesOf, start } from './build-world.ts';
import { aScriptedWorld } from './scripted-world.ts';

const MINUTE = 60_000;

describe('StartBuild', () => {
  it('gives the same build for the same token within five minutes, and another one after', async () => {
    const { client, clock } = await aScriptedWorld();
    const input = { idempotencyToken: 'once', sourceVersion: 'main' };

    const first = await start(client, input);
    const again = await start(client, input);
    await clock.advance(5 * MINUTE);
    const later = await start(client, input);

    expect(again).toBe(first);
    expect(later).not.toBe(first);
  });

  it('refuses a token with other input', async () => {
    const { client } = await aScriptedWorld();
    await start(client, { idempotencyToken: 'once', sourceVersion: 'main' });

    const other = start(client, { idempotencyToken: 'once', sourceVersion: 'other' });

    await expect(other).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: expect.stringContaining('Request parameter mismatch for idempotency token') as string,
    });
  });

  it('answers before anything runs, with the build QUEUED', async () => {
    const { client } = await aScriptedWorld();

    const { build } = await client.send(new StartBuildCommand({ projectName: 'ci' }));

    expect(build).toMatchObject({
      buildNumber: 1,
      buildStatus: 'IN_PROGRESS',
      currentPhase: 'QUEUED',
      initiator: 'admin',
      timeoutInMinutes: 60,
      queuedTimeoutInMinutes: 480,
    });
  });

  it('does not know other projects', async () => {
    const { client } = await aScriptedWorld();

    const starting = client.send(new StartBuildCommand({ projectName: 'none' }));

    await expect(starting).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Project cannot be found: arn:aws:codebuild:us-east-1:111122223333:project/none',
    });
  });

  it('is refused when the project runs as many builds as it may', async () => {
    const place = await aScriptedWorld();
    await makeProject(place.client, { name: 'narrow', concurrentBuildLimit: 1 });
    await start(place.client, { projectName: 'narrow' });

    const second = start(place.client, { projectName: 'narrow' });

    await expect(second).rejects.toMatchObject({ name: 'AccountLimitExceededException' });
  });

  it('for a rule shows the rule as the initiator', async () => {
    const { scope } = await aScriptedWorld();

    const { build } = startBuild(scope, { projectName: 'ci' }, 'rule/nightly');

    expect(build.initiator).toBe('rule/nightly');
  });

  it('of a project of CodePipeline is only for pipelines', async () => {
    const { client, scope } = await aScriptedWorld({});
    await makeProject(client, {
      name: 'piped',
      source: { type: 'CODEPIPELINE' },
      artifacts: { type: 'CODEPIPELINE' },
    });
    const sourceVersion = 'arn:aws:s3:::harbor/pipe/source.zip';

    const alone = start(client, { projectName: 'piped' });
    const { build } = startBuild(scope, { projectName: 'piped', sourceVersion }, 'codepipeline/pipe');

    await expect(alone).rejects.toMatchObject({ name: 'InvalidInputException' });
    expect(build.source).toEqual({ type: 'CODEPIPELINE' });
  });
});

describe('the queue', () => {
  it('lets a build wait until the account has a place, and gives up after the queued time-out', async () => {
    const { client, clock, scope } = await aScriptedWorld({ phases: { BUILD: { seconds: 600 } } });
    codebuildState(scope).accountLimit = 1;
    const running = await start(client);
    const waiting = await start(client, { queuedTimeoutInMinutesOverride: 20 });
    const impatient = await start(client, { queuedTimeoutInMinutesOverride: 5 });

    await clock.advance(6 * MINUTE);
    const early = await Promise.all([running, waiting, impatient].map((id) => look(client, id)));
    await clock.advance(5 * MINUTE);
    const late = await look(client, waiting);

    expect(early.map(({ currentPhase }) => currentPhase)).toEqual(['BUILD', 'QUEUED', 'COMPLETED']);
    expect(phasesOf(early[2] ?? {})).toEqual(['SUBMITTED SUCCEEDED', 'QUEUED TIMED_OUT', 'COMPLETED']);
    expect(late.currentPhase).toBe('BUILD');
    expect(late.phases?.[1]?.durationInSeconds).toBe(600);
  });
});
