import { join } from 'node:path';
import { BatchGetBuildsCommand, type Build, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
import {
  CreatePullRequestCommand,
  CreateRepositoryCommand,
  MergePullRequestByFastForwardCommand,
} from '@aws-sdk/client-codecommit';
import { scopeOf, type World } from '../../kernel/world.ts';
import { deployStack } from '../../services/cloudformation/deploy-stack.ts';
import type { Step } from '../progress.ts';
import type { Team, WorkTree } from '../team.ts';
import { until } from '../until.ts';
import { beginning, withRightRounding, withSlowTest, withWrongRounding } from './application.ts';
import { branchBadge } from './branch-badge.ts';
import { commentSaying, readable } from './status-comment.ts';

const repositoryName = 'harbor-ledger';
const project = 'harbor-ledger-ci';

/**
 * Chapter 1: a team pushes an application, opens a pull request whose tests fail, reads the comment, mends it
 * while an older build still runs, and merges.
 */
export async function pullRequestChapter(world: World, team: Team, step: Step): Promise<void> {
  const page = `${team.endpoint}/${team.region}`;
  await step('Create the repository harbor-ledger and its build project', async () => {
    await team.codecommit.send(
      new CreateRepositoryCommand({ repositoryName, repositoryDescription: 'The ledger of a small harbor' }),
    );
    await deployStack(scopeOf(world, team.region), {
      templateFile: join(import.meta.dirname, 'infrastructure.json'),
      artifactFolder: import.meta.dirname,
      stackName: 'harbor-ledger',
    });
    return { link: `${page}/repositories/${repositoryName}` };
  });

  const tree = await team.clone(repositoryName, join(world.folder, 'tour', repositoryName));
  await step(
    'Push the application to main with git; its build passes, the branch badge says so',
    async () => {
      await tree.push({ branch: 'main', message: 'Keep a ledger', files: beginning });
      return { link: await branchBadge(world, team, { project, branch: 'main', state: 'passing' }) };
    },
  );

  const pullRequestId = await openPullRequest(team, step, tree);
  await mendPullRequest(team, step, { tree, pullRequestId });

  await step('Merge it; the comment closes the story, and the badge of main follows', async () => {
    await team.codecommit.send(new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName }));
    const { text } = await commentSaying(team, pullRequestId, 'was merged', 'Build passed');
    await newestBuild(
      team,
      'a build of main after the merge',
      ({ buildNumber, buildStatus }) => buildNumber === 5 && buildStatus === 'SUCCEEDED',
    );
    await branchBadge(world, team, { project, branch: 'main', state: 'passing' });
    return { link: `${page}/pull-requests/${pullRequestId}`, text: readable(text) };
  });
}

async function openPullRequest(team: Team, step: Step, tree: WorkTree): Promise<string> {
  const { id } = await step(
    'Open a pull request with a failing test; a comment says that its build started',
    async () => {
      await tree.push({ branch: 'feature/interest', message: 'Pay interest', files: withWrongRounding });
      const { pullRequest } = await team.codecommit.send(
        new CreatePullRequestCommand({
          title: 'Pay interest on balances',
          description: 'Customers get **2 %** a year.',
          targets: [{ repositoryName, sourceReference: 'feature/interest', destinationReference: 'main' }],
        }),
      );
      const created = pullRequest?.pullRequestId ?? '';
      // On a busy machine the build may have ended before this looks.
      await commentSaying(team, created, /Build (?:started|failed)/);
      return { id: created, link: `${team.endpoint}/${team.region}/pull-requests/${created}` };
    },
  );
  await step('The tests fail; the same comment says where and why', async () => {
    const { text } = await commentSaying(
      team,
      id,
      'Build failed',
      'in phase `BUILD`',
      'exit code 1',
      '**1 failed**',
    );
    return { text: readable(text) };
  });
  return id;
}

async function mendPullRequest(
  team: Team,
  step: Step,
  { tree, pullRequestId }: { tree: WorkTree; pullRequestId: string },
): Promise<void> {
  const page = `${team.endpoint}/${team.region}`;
  const branch = 'feature/interest';
  const slow = await step('Push a first try at mending it; its tests are slow', async () => {
    const commit = await tree.push({ branch, message: 'Round down', files: withSlowTest });
    await commentSaying(team, pullRequestId, 'Build started', commit.slice(0, 7));
    const { id } = await newestBuild(
      team,
      'its build',
      ({ sourceVersion, currentPhase }) => sourceVersion === commit && currentPhase === 'BUILD',
    );
    return { commit, link: `${page}/builds/${encodeURIComponent(id ?? '')}` };
  });
  await step('Push the right rounding while that build still runs; the older build is stopped', async () => {
    const commit = await tree.push({ branch, message: 'Round half to even', files: withRightRounding });
    await newestBuild(
      team,
      'the older build to be stopped',
      ({ sourceVersion, buildStatus }) => sourceVersion === slow.commit && buildStatus === 'STOPPED',
    );
    const build = await newestBuild(
      team,
      'a build of the new commit',
      ({ sourceVersion }) => sourceVersion === commit,
    );
    return { link: `${page}/builds/${encodeURIComponent(build.id ?? '')}` };
  });
  await step('The comment turns green; it is still the only one', async () => {
    const { text } = await commentSaying(team, pullRequestId, 'Build passed', '4 of 4 passed');
    return { text: readable(text) };
  });
}

function newestBuild(team: Team, wanted: string, fits: (build: Build) => boolean): Promise<Build> {
  return until(wanted, async () => {
    const { ids = [] } = await team.codebuild.send(
      new ListBuildsForProjectCommand({ projectName: project, sortOrder: 'DESCENDING' }),
    );
    if (ids.length === 0) return undefined;
    const { builds = [] } = await team.codebuild.send(new BatchGetBuildsCommand({ ids }));
    return builds.find(fits);
  });
}
