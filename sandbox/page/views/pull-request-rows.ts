import { GetPullRequestCommand, type PullRequest } from '@aws-sdk/client-codecommit';
import type { World } from '../../kernel/world.ts';
import { clientsOf } from '../clients.ts';
import { type Html, html } from '../html.ts';
import { instant, shortBranch, state, who } from '../words.ts';

/** Pull requests as a table, the newest first. */
export async function pullRequestRows(world: World, region: string, ids: readonly string[]): Promise<Html> {
  const { codecommit } = clientsOf(world, region);
  const found = await Promise.all(
    ids.map((pullRequestId) => codecommit.send(new GetPullRequestCommand({ pullRequestId }))),
  );
  const pullRequests = found.flatMap(({ pullRequest }) => pullRequest ?? []);
  if (pullRequests.length === 0) return html`<p class="soft">No pull request yet.</p>`;
  const sorted = pullRequests.toSorted(
    (left, right) => Number(right.pullRequestId) - Number(left.pullRequestId),
  );
  return html`<table><thead><tr><th>Pull request</th><th>Status</th><th>Branches</th><th>Author</th><th>Opened (UTC)</th></tr></thead>
<tbody>${sorted.map((pullRequest) => {
    const target = pullRequest.pullRequestTargets?.[0];
    return html`<tr><td><a href="/${region}/pull-requests/${pullRequest.pullRequestId}">#${pullRequest.pullRequestId} ${pullRequest.title}</a></td>
<td>${state(pullRequestState(pullRequest))}</td><td><code>${shortBranch(target?.sourceReference)}</code> into <code>${shortBranch(target?.destinationReference)}</code></td>
<td>${who(pullRequest.authorArn)}</td><td class="number">${instant(pullRequest.creationDate)}</td></tr>`;
  })}</tbody></table>`;
}

/** The status as the console words it. */
export function pullRequestState(pullRequest: PullRequest): 'Open' | 'Merged' | 'Closed' {
  if (pullRequest.pullRequestStatus === 'OPEN') return 'Open';
  return pullRequest.pullRequestTargets?.[0]?.mergeMetadata?.isMerged ? 'Merged' : 'Closed';
}
