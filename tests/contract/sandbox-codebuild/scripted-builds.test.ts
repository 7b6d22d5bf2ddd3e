import {
  BatchDeleteBuildsCommand,
  BatchGetReportsCommand,
  ListBuildsForProjectCommand,
  RetryBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { describe, expect, it } from 'vitest';
import { look, phasesOf, start } from './build-world.ts';
import { aScriptedWorld } from './scripted-world.ts';

const MINUTE = 60_000;

describe('a scripted build', () => {
  it('takes as long as its script says, and not a moment of real time', async () => {
    const { client, clock } = await aScriptedWorld({
      phases: {
        PROVISIONING: { seconds: 20 },
        BUILD: { seconds: 31, failure: { command: 'npm test', exitStatus: 1 } },
      },
    });
    const id = await start(client);

    await clock.advance(30_000);
    const midway = await look(client, id);
    await clock.advance(30_000);
    const build = await look(client, id);

    expect(midway.currentPhase).toBe('BUILD');
    expect(build.buildStatus).toBe('FAILED');
    expect(build.endTime).toEqual(new Date('2026-03-02T13:41:56Z'));
    expect(build.phases?.find(({ phaseType }) => phaseType === 'BUILD')).toEqual({
      phaseType: 'BUILD',
      phaseStatus: 'FAILED',
      startTime: new Date('2026-03-02T13:41:25Z'),
      endTime: new Date('2026-03-02T13:41:56Z'),
      durationInSeconds: 31,
      contexts: [
        {
          statusCode: 'COMMAND_EXECUTION_ERROR',
          message: 'Error while executing command: npm test. Reason: exit status 1',
        },
      ],
    });
  });

  it('knows the commit it was started with', async () => {
    const { client, clock } = await aScriptedWorld({});
    const sourceVersion = '6bc96f923d399f4ab15280704a1d92e866c57657';

    const id = await start(client, { sourceVersion });
    await clock.advance(1);

    expect((await look(client, id)).resolvedSourceVersion).toBe(sourceVersion);
  });

  it('has reports that are GENERATING for a while', async () => {
    const { client, clock } = await aScriptedWorld({
      reports: { unit: [{ name: 'adds', status: 'SUCCEEDED' }] },
      reportDelaySeconds: 5,
    });
    const id = await start(client);
    await clock.advance(1);
    const { reportArns } = await look(client, id);

    const early = await client.send(new BatchGetReportsCommand({ reportArns }));
    await clock.advance(5000);
    const late = await client.send(new BatchGetReportsCommand({ reportArns }));

    expect(early.reports?.[0]?.status).toBe('GENERATING');
    expect(late.reports?.[0]?.status).toBe('SUCCEEDED');
  });

  it('is stopped in the phase it is in', async () => {
    const { client, clock } = await aScriptedWorld();
    const id = await start(client);
    await clock.advance(14_000);

    await client.send(new StopBuildCommand({ id }));
    await clock.advance(1);
    const build = await look(client, id);

    expect(build.buildStatus).toBe('STOPPED');
    expect(phasesOf(build).slice(6)).toEqual(['BUILD STOPPED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
  });

  it('times out and is FAILED', async () => {
    const { client, clock } = await aScriptedWorld({ phases: { BUILD: { seconds: 3600 } } });
    const id = await start(client, { timeoutInMinutesOverride: 30 });

    await clock.advance(30 * MINUTE);
    const build = await look(client, id);

    expect(build.buildStatus).toBe('FAILED');
    expect(phasesOf(build)[6]).toBe('BUILD TIMED_OUT');
    expect(build.endTime).toEqual(new Date('2026-03-02T14:11:05Z'));
  });
});

describe('StopBuild', () => {
  it('gives a build that has ended as it ended', async () => {
    const { client, clock } = await aScriptedWorld({});
    const id = await start(client);
    await clock.advance(1);

    const { build } = await client.send(new StopBuildCommand({ id }));

    expect(build?.buildStatus).toBe('SUCCEEDED');
  });

  it('does not know other builds', async () => {
    const { client } = await aScriptedWorld();

    const stopping = client.send(new StopBuildCommand({ id: 'ci:none' }));

    await expect(stopping).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the builds of a project', () => {
  it('are listed newest first, a hundred to a page', async () => {
    const { client, clock } = await aScriptedWorld({});
    const ids: string[] = [];
    for (let count = 0; count < 101; count += 1) {
      ids.push(await start(client));
      await clock.advance(1);
    }

    const first = await client.send(new ListBuildsForProjectCommand({ projectName: 'ci' }));
    const second = await client.send(
      new ListBuildsForProjectCommand({ projectName: 'ci', nextToken: first.nextToken }),
    );

    expect(first.ids?.length).toBe(100);
    expect(first.ids?.[0]).toBe(ids[100]);
    expect(second.ids).toEqual([ids[0]]);
    expect(second.nextToken).toBeUndefined();
  });

  it('are retried under a new id and number, of the same version', async () => {
    const { client, clock } = await aScriptedWorld({});
    const id = await start(client, { sourceVersion: 'main', idempotencyToken: 'once' });
    await clock.advance(1);

    const { build } = await client.send(new RetryBuildCommand({ id }));

    expect(build?.id).not.toBe(id);
    expect(build).toMatchObject({ buildNumber: 2, sourceVersion: 'main' });
  });

  it('are deleted when they have ended', async () => {
    const { client, clock } = await aScriptedWorld();
    const ended = await start(client);
    await clock.advance(2 * MINUTE);
    const running = await start(client);

    const answer = await client.send(new BatchDeleteBuildsCommand({ ids: [ended, running] }));

    expect(answer.buildsDeleted).toEqual([ended]);
    expect(answer.buildsNotDeleted?.map((one) => one.id)).toEqual([running]);
  });
});
