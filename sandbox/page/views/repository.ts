import {
  GetBranchCommand,
  GetCommitCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListPullRequestsCommand,
} from '@aws-sdk/client-codecommit';
import type { World } from '../../kernel/world.ts';
import { clientsOf } from '../clients.ts';
import { html } from '../html.ts';
import type { View } from '../layout.ts';
import { replicaRecords } from '../replica-records.ts';
import { pullRequestRows } from './pull-request-rows.ts';

/** A repository: how to clone it, its branches, its pull requests. */
export async function repository(world: World, region: string, repositoryName: string): Promise<View> {
  const { codecommit } = clientsOf(world, region);
  const { repositoryMetadata } = await codecommit.send(new GetRepositoryCommand({ repositoryName }));
  const { branches = [] } = await codecommit.send(new ListBranchesCommand({ repositoryName }));
  const tips = await Promise.all(
    branches.map((branchName) => codecommit.send(new GetBranchCommand({ repositoryName, branchName }))),
  );
  const { pullRequestIds = [] } = await codecommit.send(new ListPullRequestsCommand({ repositoryName }));
  const replicas = (await replicaRecords(world, region)).filter(
    (record) => record.repository === repositoryName,
  );
  return {
    title: repositoryName,
    body: html`<h1>${repositoryName}</h1><p class="soft">${repositoryMetadata?.repositoryDescription}</p>
<pre>git clone ${world.endpoint}/v1/repos/${repositoryName}</pre>
<h2>Branches</h2><table><thead><tr><th>Branch</th><th>Commit</th></tr></thead><tbody>${tips.map(
      ({ branch }) =>
        html`<tr><td><code>${branch?.branchName}</code>${
          branch?.branchName === repositoryMetadata?.defaultBranch && html` <span class="soft">default</span>`
        }</td><td><a href="/${region}/repositories/${repositoryName}/commits/${branch?.commitId}"><code>${branch?.commitId?.slice(0, 10)}</code></a></td></tr>`,
    )}</tbody></table>
${
  replicas.length > 0 &&
  html`<h2>Replicas</h2><p><a href="/${region}/replication">Kept in ${replicas.map((record) => record.region).join(' and ')}</a></p>`
}
<h2>Pull requests</h2>${await pullRequestRows(world, region, pullRequestIds)}`,
  };
}

/** A commit: who, when, what. */
export async function commit(
  world: World,
  region: string,
  at: { repositoryName: string; commitId: string },
): Promise<View> {
  const { commit: found } = await clientsOf(world, region).codecommit.send(new GetCommitCommand(at));
  return {
    title: `Commit ${at.commitId.slice(0, 7)}`,
    body: html`<h1>Commit <code>${at.commitId.slice(0, 10)}</code></h1>
<p class="soft"><a href="/${region}/repositories/${at.repositoryName}">${at.repositoryName}</a>, by ${found?.author?.name} (${found?.author?.email})</p>
<pre>${found?.message}</pre>
<p>Parents: ${(found?.parents ?? []).map(
      (parent) =>
        html`<a href="/${region}/repositories/${at.repositoryName}/commits/${parent}"><code>${parent.slice(0, 10)}</code></a> `,
    )}</p>`,
  };
}
