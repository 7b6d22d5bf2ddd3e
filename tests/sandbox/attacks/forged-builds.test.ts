import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import type { BuildScript } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { saveProject } from '../../../sandbox/services/codebuild/save-project.ts';
import { startAgain, startBuild } from '../../../sandbox/services/codebuild/start.ts';
import type { StartBuildInput } from '../../../sandbox/services/codebuild/start-build-input.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { type DeployedStackWorld, deployedStack, pass } from '../least-privilege/deployed-stack.ts';
import { project } from '../least-privilege/names.ts';
import { call } from '../least-privilege/scenario.ts';
import { worldInMemory } from '../least-privilege/world-in-memory.ts';

// Somebody may start builds of every project, and nothing else. What they try is to make a check green that is not.

/** Each of the team's builds fails after two minutes; what Mallory starts ends well after one. */
const success: BuildScript = { phases: { BUILD: { seconds: 60 } } };
const failure: BuildScript = {
  phases: { BUILD: { seconds: 120, output: ['boom'], failure: { command: 'npm test', exitStatus: 1 } } },
};

let stack: DeployedStackWorld;
let commit: string;
let pullRequestId: string;
let usual: BuildScript;
let outcomes: Map<string, BuildScript>;

beforeEach(async () => {
  usual = failure;
  outcomes = new Map();
  stack = await deployedStack(
    worldInMemory(({ id }) => outcomes.get(id) ?? usual),
    ['validate-pull-request', 'report-build', 'sweep'],
  );
  commit = await stack.team.push('feature');
  pullRequestId = await stack.team.open('feature');
});
afterEach(() => stack.close());

const comment = (): string =>
  [...codeCommitState(stack.scope).comments.values()].map(({ content }) => content ?? '').join('\n');

const markers = (check = 'unit') => [
  { name: 'DRAWBRIDGE_PULL_REQUEST_ID', value: pullRequestId, type: 'PLAINTEXT' as const },
  { name: 'DRAWBRIDGE_CHECK', value: check, type: 'PLAINTEXT' as const },
  { name: 'DRAWBRIDGE_SOURCE_BRANCH', value: 'feature', type: 'PLAINTEXT' as const },
  { name: 'DRAWBRIDGE_DESTINATION_BRANCH', value: 'main', type: 'PLAINTEXT' as const },
];

/** What Mallory starts ends as they want it to. */
function forge(input: Partial<StartBuildInput> = {}, outcome = success): string {
  const { build } = startBuild(
    stack.scope,
    { projectName: project, sourceVersion: commit, environmentVariablesOverride: markers(), ...input },
    'mallory',
  );
  outcomes.set(build.id, outcome);
  return build.id;
}

const green = {
  sourceTypeOverride: 'NO_SOURCE',
  buildspecOverride: 'version: 0.2\nphases: {build: {commands: ["true"]}}',
} as const;

describe('a build that somebody started with our markers', () => {
  it.each([
    ['no source and a buildspec of true', green],
    ['another buildspec', { buildspecOverride: green.buildspecOverride }],
    [
      'another repository',
      { sourceLocationOverride: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/mine' },
    ],
    ['another image', { imageOverride: 'mallory/always-green' }],
    [
      'one more variable',
      { environmentVariablesOverride: [{ name: 'SKIP_TESTS', value: '1', type: 'PLAINTEXT' as const }] },
    ],
    ['another role', { serviceRoleOverride: 'arn:aws:iam::111122223333:role/mallory' }],
    ['a shorter time', { timeoutInMinutesOverride: 5 }],
  ])('with %s leaves the check red, and is told with who started it', async (_what, { ...overrides }) => {
    await pass(stack, 1);
    const { environmentVariablesOverride = [], ...rest } = overrides as Partial<StartBuildInput>;
    forge({ ...rest, environmentVariablesOverride: [...markers(), ...environmentVariablesOverride] });
    await pass(stack, 10);

    expect(comment()).toContain('### ❌ Build failed: unit');
    expect(comment()).toContain('`mallory` started it, and it decides nothing');
    expect(comment()).not.toContain('passing');
  });

  it('before our own build began answers nothing: ours is started and followed', async () => {
    forge(green);
    await pass(stack, 10);

    expect(comment()).toContain('### ❌ Build failed: unit');
    const ours = [...codebuildState(stack.scope).builds.values()].filter(
      ({ initiator }) => initiator !== 'mallory',
    );
    expect(ours).toHaveLength(1);
  });

  it('cannot make a green check red', async () => {
    usual = success;
    await pass(stack, 10);
    expect(comment()).toContain('### ✅ Build passed');

    forge(green, failure);
    await pass(stack, 10);

    expect(comment()).toContain('### ✅ Build passed');
    expect(comment()).not.toContain('Build failed');
  });

  it('of another project, configured or not, answers nothing', async () => {
    saveProject(stack.scope, {
      name: 'mallorys-ci',
      source: { type: 'NO_SOURCE', buildspec: green.buildspecOverride },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
      serviceRole: `arn:aws:iam::${stack.scope.account}:role/builds`,
    });
    await pass(stack, 1);
    forge({ projectName: 'mallorys-ci' });
    await pass(stack, 10);

    expect(comment()).toContain('### ❌ Build failed: unit');
    expect(comment()).not.toContain('passing');
  });

  it('for a check that nobody configured leaves nothing in the record', async () => {
    await pass(stack, 10);
    for (const check of ['made-up', 'made-up-too', '__proto__', 'constructor'])
      forge({ ...green, environmentVariablesOverride: markers(check) });
    await pass(stack, 10);

    const items = [...dynamodbState(stack.scope).tables.values()].flatMap(({ items: { values } }) => [
      ...values.values(),
    ]);
    expect(JSON.stringify(items)).not.toMatch(/made-up|__proto__|constructor/);
  });

  it('changes nothing once the pull request is closed, and neither does a true retry', async () => {
    await pass(stack, 10);
    await stack.team.close(pullRequestId);
    await pass(stack, 5);
    const closed = comment();
    expect(closed).toContain('### ❌ Build failed: unit');
    const [ours] = [...codebuildState(stack.scope).builds.values()];
    if (ours === undefined) throw new Error('there is no build');

    forge(green);
    outcomes.set(startAgain(stack.scope, ours, { initiator: 'ada' }).build.id, success);
    await pass(stack, 10);

    expect(comment()).toBe(closed);
  });
});

describe('a retry of our build without overrides', () => {
  it('counts, whoever asked for it', async () => {
    await pass(stack, 10);
    const [ours] = [...codebuildState(stack.scope).builds.values()];
    if (ours === undefined) throw new Error('there is no build');

    outcomes.set(startAgain(stack.scope, ours, { initiator: 'ada' }).build.id, success);
    await pass(stack, 10);

    expect(comment()).toContain('### ✅ Build passed');
    expect(comment()).not.toContain('decides nothing');
  });
});

describe('the badge of a branch', () => {
  const branchRecord = (): { status?: string; buildId?: string } => {
    const items = [...dynamodbState(stack.scope).tables.values()].flatMap(({ items: { values } }) => [
      ...values.values(),
    ]);
    const item = items.find(({ pk }) => pk?.['S'] === `branch#${project}`);
    return JSON.parse(String(item?.['record']?.['S'] ?? '{}')) as { status?: string };
  };

  it('shows a build of the project as it is configured, and none with overrides', async () => {
    startBuild(stack.scope, { projectName: project, sourceVersion: 'main' }, 'ada');
    await pass(stack, 10);
    const failed = branchRecord();
    expect(failed.status).toBe('FAILED');

    forge({ ...green, sourceVersion: 'main', environmentVariablesOverride: [] });
    await pass(stack, 90);

    expect(branchRecord()).toEqual(failed);
  });

  it('is not hidden by a newer build with overrides when the event of the true one was lost', async () => {
    addFault(stack.scope.world, { service: 'events', kind: 'drop-event' });
    const { build } = startBuild(stack.scope, { projectName: project, sourceVersion: 'main' }, 'ada');
    await pass(stack, 5);
    forge({ ...green, sourceVersion: 'main', environmentVariablesOverride: [] });
    await pass(stack, 5);
    call(stack, 'sweep', { drawbridge: 'sweep' });
    await pass(stack, 5);

    expect(branchRecord()).toMatchObject({ status: 'FAILED', buildId: build.id });
  });
});
