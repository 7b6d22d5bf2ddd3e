import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  type StartBuildCommandInput,
} from '@aws-sdk/client-codebuild';
import { describe, expect, it } from 'vitest';
import { planOf } from '../../../shared/aws/build-plan.ts';
import { start } from './build-world.ts';
import { aScriptedWorld } from './scripted-world.ts';

/** The plans of the project `ci` and of a build of it. */
async function plansWith(overrides: Partial<StartBuildCommandInput>) {
  const { client } = await aScriptedWorld();
  const id = await start(client, { sourceVersion: 'main', ...overrides });
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names: ['ci'] }));
  if (!builds[0] || !projects[0]) throw new Error('there is no build, or no project');
  return { build: planOf(builds[0]), project: planOf(projects[0]) };
}

describe('the plan of a build', () => {
  it('is its project’s when nothing is overridden, whatever version it builds', async () => {
    const main = await plansWith({});
    const other = await plansWith({ sourceVersion: 'other', idempotencyToken: 'once' });

    expect(main.build).toBe(main.project);
    expect(other.build).toBe(main.project);
    expect(main.project).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each<[string, Partial<StartBuildCommandInput>]>([
    ['source type', { sourceTypeOverride: 'S3' }],
    [
      'source',
      {
        sourceTypeOverride: 'CODECOMMIT',
        sourceLocationOverride: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/mine',
      },
    ],
    ['buildspec', { buildspecOverride: 'version: 0.2' }],
    [
      'secondary source',
      { secondarySourcesOverride: [{ type: 'S3', location: 'b/k', sourceIdentifier: 'more' }] },
    ],
    ['image', { imageOverride: 'mine/image' }],
    ['machine', { computeTypeOverride: 'BUILD_GENERAL1_LARGE' }],
    ['privilege', { privilegedModeOverride: true }],
    ['variable', { environmentVariablesOverride: [{ name: 'SKIP', value: '1' }] }],
    ['role', { serviceRoleOverride: 'arn:aws:iam::111122223333:role/mine' }],
    ['time-out', { timeoutInMinutesOverride: 5 }],
    ['time in the queue', { queuedTimeoutInMinutesOverride: 5 }],
  ])('is another one with another %s', async (_what, overrides) => {
    const { build, project } = await plansWith(overrides);

    expect(build).not.toBe(project);
  });

  it('is the same in whatever order variables come, and without a type they are plain', () => {
    const variables = [
      { name: 'A', value: '1' },
      { name: 'B', value: '2', type: 'PLAINTEXT' as const },
    ];
    const environment = { type: 'LINUX_CONTAINER', image: 'i', computeType: 'BUILD_GENERAL1_SMALL' } as const;
    const planWith = (
      environmentVariables: typeof variables | { name: string; value: string; type: 'PARAMETER_STORE' }[],
    ) => planOf({ environment: { ...environment, environmentVariables } });

    expect(planWith(variables.toReversed())).toBe(planWith(variables));
    expect(planWith([{ name: 'A', value: '1', type: 'PARAMETER_STORE' }])).not.toBe(
      planWith([{ name: 'A', value: '1' }]),
    );
  });
});
