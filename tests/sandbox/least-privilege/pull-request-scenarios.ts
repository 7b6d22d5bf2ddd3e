import { addFault } from '../../../sandbox/kernel/faults.ts';
import type { BuildScript } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { startBuild } from '../../../sandbox/services/codebuild/start.ts';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { secretsState } from '../../../sandbox/services/secretsmanager/state.ts';
import { signedBadgePath } from '../../../shared/runtime/badge-links.ts';
import { type DeployedStackWorld, deployedStack, pass } from './deployed-stack.ts';
import { project, repository } from './names.ts';
import { call, type Scenario } from './scenario.ts';
import { worldInMemory } from './world-in-memory.ts';

/** Every build fails after two minutes, with a log and a test report. */
const failing: BuildScript = {
  phases: {
    BUILD: { seconds: 120, output: ['1 test failed'], failure: { command: 'npm test', exitStatus: 1 } },
  },
  reports: { unit: [{ name: 'adds', status: 'FAILED' }] },
};

const functions = ['validate-pull-request', 'report-build', 'serve-badge', 'sweep'] as const;
const begin = () => deployedStack(worldInMemory(failing), functions);

async function openPullRequest({ team }: DeployedStackWorld): Promise<void> {
  await team.push('feature');
  await team.open('feature');
}

function badgeRequest(rawPath: string) {
  return { rawPath, headers: {}, requestContext: { http: { method: 'GET' } } };
}

/** What the pull request's functions need their roles for. */
export const pullRequestScenarios = {
  'a build fails': {
    begin,
    async play(stack) {
      await openPullRequest(stack);
      await pass(stack, 5);
    },
    shows: /!\[unit: failing\]\(http[^]*\*\*1 failed\*\*[^]*1 test failed/,
  },
  'a push overtakes a build': {
    begin,
    async play(stack) {
      await openPullRequest(stack);
      await pass(stack, 1);
      await stack.team.push('feature');
      await pass(stack, 5);
    },
    shows: /start-build","stop-build","update-comment/,
  },
  'a run dies and another one takes over': {
    begin,
    async play(stack) {
      stack.dieAfter = 'codebuild:StartBuild';
      await openPullRequest(stack);
      await pass(stack, 10);
    },
    shows: /Build failed: unit/,
  },
  'an event is not understood': {
    begin,
    async play(stack) {
      publishEvent(stack.scope, {
        source: 'aws.codecommit',
        detailType: 'CodeCommit Pull Request State Change',
        resources: [],
        detail: { event: 'pullRequestCreated', pullRequestId: 'seven', repositoryNames: [repository] },
      });
      await pass(stack, 10);
    },
    shows: /"StringValue":"detail.pullRequestId: /,
  },
  'no event of a branch is understood': {
    begin,
    async play(stack) {
      call(stack, 'report-build', { drawbridge: 'due', project });
      await pass(stack, 10);
    },
    shows: /"StringValue":"branch: /,
  },
  'a sweep is asked for something it does not know': {
    begin,
    async play(stack) {
      call(stack, 'sweep', { drawbridge: 'rest' });
      await pass(stack, 10);
    },
    shows: /"condition":"RetriesExhausted"/,
  },
  'a branch is built': {
    begin,
    async play(stack) {
      startBuild(stack.scope, { projectName: project, sourceVersion: 'main' }, 'ada');
      await pass(stack, 5);
    },
    shows: /harbor-ledger-ci on main: build 1 is FAILED/,
  },
  'badges are looked at': {
    begin,
    async play(stack) {
      call(stack, 'serve-badge', badgeRequest(`/branch/${project}/main.svg`));
      const [secret] = secretsState(stack.scope).secrets.values();
      const key = [...(secret?.versions.values() ?? [])][0]?.text ?? '';
      const badge = { pullRequestId: '1', commit: 'a'.repeat(40), check: 'unit', state: 'passing' } as const;
      call(stack, 'serve-badge', badgeRequest(`/${signedBadgePath(badge, key)}`));
      await pass(stack, 10);
    },
    shows: /<title>harbor-ledger-ci: unknown<[^]*<title>unit: passing</,
  },
  'every event is lost': {
    begin,
    async play(stack) {
      addFault(stack.scope.world, { service: 'events', kind: 'drop-event' });
      await openPullRequest(stack);
      startBuild(stack.scope, { projectName: project, sourceVersion: 'main' }, 'ada');
      call(stack, 'sweep', { drawbridge: 'sweep' });
      await pass(stack, 1);
      // The schedule's own events are lost too: what is due is looked for by hand.
      await pass(stack, 6);
      call(stack, 'sweep', { drawbridge: 'sweep' });
      await pass(stack, 5);
    },
    shows:
      /1 open pull requests unattended, 1 branches behind, 2 replicas unattended, 1 backups to begin[^]*1 due, /,
  },
} satisfies Record<string, Scenario>;
