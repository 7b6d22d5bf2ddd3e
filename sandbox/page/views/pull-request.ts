import { BatchGetBuildsCommand, type Build, ListBuildsCommand } from '@aws-sdk/client-codebuild';
import {
  type Comment,
  GetCommentsForPullRequestCommand,
  GetPullRequestCommand,
  type PullRequest,
} from '@aws-sdk/client-codecommit';
import type { World } from '../../kernel/world.ts';
import { clientsOf } from '../clients.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../layout.ts';
import { renderMarkdown } from '../markdown.ts';
import { instant, shortBranch, shortVersion, state, who } from '../words.ts';
import { buildRows } from './build-rows.ts';
import { pullRequestState } from './pull-request-rows.ts';

/** A pull request as the console shows it: what it is, what was said, what was built. */
export async function pullRequest(world: World, region: string, pullRequestId: string): Promise<View> {
  const { codecommit } = clientsOf(world, region);
  const [{ pullRequest: found }, { commentsForPullRequestData = [] }, builds] = await Promise.all([
    codecommit.send(new GetPullRequestCommand({ pullRequestId })),
    codecommit.send(new GetCommentsForPullRequestCommand({ pullRequestId })),
    buildsOf(world, region, pullRequestId),
  ]);
  const comments = commentsForPullRequestData.flatMap((group) => group.comments ?? []);
  return {
    title: `#${pullRequestId} ${found?.title ?? ''}`,
    isLive: found?.pullRequestStatus === 'OPEN',
    body: html`<h1>#${pullRequestId} ${found?.title}</h1>${found && about(found, region)}
<h2>Comments</h2>${comments.length === 0 ? html`<p class="soft">None yet.</p>` : comments.map(card)}
<h2>Builds</h2>${buildRows(region, builds)}`,
  };
}

function about(found: PullRequest, region: string): Html {
  const target = found.pullRequestTargets?.[0];
  const repository = `/${region}/repositories/${target?.repositoryName}`;
  return html`<p>${state(pullRequestState(found))} <a href="${repository}">${target?.repositoryName}</a>,
<code>${shortBranch(target?.sourceReference)}</code> into <code>${shortBranch(target?.destinationReference)}</code>,
by ${who(found.authorArn)}, tip <a href="${repository}/commits/${target?.sourceCommit}"><code>${shortVersion(target?.sourceCommit)}</code></a></p>
${found.description !== undefined && html`<div class="card">${renderMarkdown(found.description)}</div>`}`;
}

function card(comment: Comment): Html {
  const changed = comment.lastModifiedDate?.getTime() !== comment.creationDate?.getTime();
  return html`<article class="card comment" aria-label="Comment"><div class="by"><span>${who(comment.authorArn)}</span><span>${instant(comment.creationDate)}${
    changed && html`, changed ${instant(comment.lastModifiedDate)}`
  }</span></div>
${comment.deleted ? html`<p class="soft">Deleted.</p>` : renderMarkdown(comment.content ?? '')}</article>`;
}

/** The builds that carry the pull request's id in one of their variables. */
async function buildsOf(world: World, region: string, pullRequestId: string): Promise<Build[]> {
  const { codebuild } = clientsOf(world, region);
  const { ids = [] } = await codebuild.send(new ListBuildsCommand({}));
  if (ids.length === 0) return [];
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, 100) }));
  return builds.filter(({ environment }) =>
    environment?.environmentVariables?.some(
      ({ name, value }) => name?.endsWith('PULL_REQUEST_ID') && value === pullRequestId,
    ),
  );
}
