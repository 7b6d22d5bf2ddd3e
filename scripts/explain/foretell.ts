import { decide } from '../../functions/validate-pull-request/decide.ts';
import { rulesFor } from '../../shared/config/rules-for.ts';
import type { Config } from '../../shared/config/schema.ts';
import { placeOf } from '../../shared/core/console-links.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import type { Foretold } from './explanation.ts';
import { textAt, valueAt } from './json-object.ts';

/**
 * What validate-pull-request would decide were the pull request as the event tells it and nothing known of it
 * before. Nothing for an event that does not describe a pull request whole.
 */
export function foretellPullRequest(event: unknown, config: Config): Foretold | undefined {
  const pullRequest = pullRequestOf(event);
  if (pullRequest === undefined) return undefined;
  const place = placeOfEvent(event);
  const rules = rulesFor(config, pullRequest.repository, place.region)?.pullRequests;
  const { reason, effects } = decide(
    {
      pullRequestId: pullRequest.id,
      pullRequest,
      builds: [],
      badges: {},
      place,
      logLines: config.statusComment.logLines,
      // No build was observed, so nobody's build has to be told from ours.
      role: '',
      ...(rules && { rules }),
    },
    Date.parse(textAt(event, 'time') ?? '') || 0,
  );
  return { reason, effects };
}

/** Events hold what GetPullRequest tells, `isMerged` as a text (facts: captured events). */
function pullRequestOf(event: unknown): PullRequest | undefined {
  const detail = (name: string): string | undefined => textAt(event, `detail.${name}`);
  const repositories = valueAt(event, 'detail.repositoryNames');
  const repository: unknown = Array.isArray(repositories) ? repositories[0] : undefined;
  const [id, sourceCommit, destinationCommit] = ['pullRequestId', 'sourceCommit', 'destinationCommit'].map(
    detail,
  );
  if (typeof repository !== 'string' || !id || !sourceCommit || !destinationCommit) return undefined;
  const closed = detail('isMerged') === 'True' ? 'merged' : 'closed';
  return {
    id,
    repository,
    status: detail('pullRequestStatus') === 'Closed' ? closed : 'open',
    sourceBranch: branchName(detail('sourceReference')),
    destinationBranch: branchName(detail('destinationReference')),
    sourceCommit,
    destinationCommit,
  };
}

function branchName(reference: string | undefined): string {
  return (reference ?? '').replace(/^refs\/heads\//, '');
}

function placeOfEvent(event: unknown): { partition: string; region: string } {
  const resources = valueAt(event, 'resources');
  const arn: unknown = Array.isArray(resources) ? resources[0] : undefined;
  return (
    placeOf(typeof arn === 'string' ? arn : '') ?? { partition: 'aws', region: textAt(event, 'region') ?? '' }
  );
}
