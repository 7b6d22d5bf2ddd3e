import { BatchGetBuildsCommand, ListBuildsCommand, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { ListPullRequestsCommand, ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import type { World } from '../../kernel/world.ts';
import { badgeBase } from '../badge-address.ts';
import { clientsOf } from '../clients.ts';
import { html } from '../html.ts';
import type { View } from '../layout.ts';
import { buildRows } from './build-rows.ts';
import { pullRequestRows } from './pull-request-rows.ts';

/** Everything there is in a Region, at a glance. */
export async function overview(world: World, region: string): Promise<View> {
  const { codecommit, codebuild } = clientsOf(world, region);
  const { repositories = [] } = await codecommit.send(new ListRepositoriesCommand({}));
  const names = repositories.flatMap(({ repositoryName }) => repositoryName ?? []);
  const lists = await Promise.all(
    names.map((repositoryName) => codecommit.send(new ListPullRequestsCommand({ repositoryName }))),
  );
  const pullRequests = lists.flatMap(({ pullRequestIds }) => pullRequestIds ?? []);
  const { ids = [] } = await codebuild.send(new ListBuildsCommand({}));
  const { builds = [] } =
    ids.length > 0 ? await codebuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, 15) })) : {};
  const { projects = [] } = await codebuild.send(new ListProjectsCommand({}));
  const base = await badgeBase(world, region);
  const badges =
    base !== undefined &&
    projects.map(
      (project) =>
        html`<p><img src="${base}branch/${project}/main.svg" alt="Badge of ${project} on main"> <span class="soft">on main</span></p>`,
    );
  return {
    title: 'Overview',
    isLive: builds.some(({ buildStatus }) => buildStatus === 'IN_PROGRESS'),
    body: html`<h1>What runs here</h1>
<p class="soft">An AWS account on this machine, <code>${world.account}</code> in <code>${region}</code>, at <code>${world.endpoint}</code>.</p>
${badges}
<h2>Repositories</h2>${
      names.length === 0
        ? html`<p>There is none yet. <code>aws --endpoint-url ${world.endpoint} codecommit create-repository --repository-name …</code> makes one.</p>`
        : html`<ul>${names.map((name) => html`<li><a href="/${region}/repositories/${name}">${name}</a></li>`)}</ul>`
    }
<h2>Pull requests</h2>${await pullRequestRows(world, region, pullRequests)}
<h2>Builds</h2>${buildRows(region, builds)}`,
  };
}
