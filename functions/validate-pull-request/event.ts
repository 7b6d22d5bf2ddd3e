import * as z from 'zod/mini';
import { markerNames } from '../../shared/core/build-marker.ts';
import { defined } from '../../shared/core/defined.ts';

/** What this function is asked: to bring one pull request up to date. `buildId` is a hint at what changed. */
export interface PullRequestRequest {
  readonly pullRequestId: string;
  readonly buildId?: string;
  /** The repository or the project that an event spoke of, which may be nobody's of ours. */
  readonly repository?: string;
  readonly project?: string;
}

/** An event that fits but concerns no pull request of ours. */
export interface NothingToDo {
  readonly ignored: string;
}

const PullRequestId = z.string().check(z.regex(/^\d+$/));

const PullRequestStateChange = z.object({
  source: z.literal('aws.codecommit'),
  'detail-type': z.literal('CodeCommit Pull Request State Change'),
  detail: z.object({ pullRequestId: PullRequestId, repositoryNames: z.optional(z.array(z.string())) }),
});

const BuildStateChange = z.object({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  detail: z.object({
    'project-name': z.optional(z.string()),
    'build-id': z.string().check(z.regex(/^arn:[^:]+:codebuild:[^:]+:\d{12}:build\/[^:]+:.+$/)),
    'additional-information': z.object({
      environment: z.optional(
        z.object({
          'environment-variables': z.optional(
            z.array(z.object({ name: z.string(), value: z.optional(z.string()) })),
          ),
        }),
      ),
    }),
  }),
});

const DueWork = z.object({ drawbridge: z.literal('due'), pullRequestId: PullRequestId });

/** What the function accepts; only the fields it reads. */
export const Event = z.union([
  z.pipe(
    PullRequestStateChange,
    z.transform(
      ({ detail: { pullRequestId, repositoryNames } }): PullRequestRequest =>
        defined({ pullRequestId, repository: repositoryNames?.[0] }),
    ),
  ),
  z.pipe(
    BuildStateChange,
    z.transform(({ detail }) => requestOfBuild(detail)),
  ),
  z.pipe(
    DueWork,
    z.transform(({ pullRequestId }): PullRequestRequest => ({ pullRequestId })),
  ),
]);

function requestOfBuild(
  detail: z.infer<typeof BuildStateChange>['detail'],
): PullRequestRequest | NothingToDo {
  const variables = detail['additional-information'].environment?.['environment-variables'] ?? [];
  const pullRequestId = variables.find(({ name }) => name === markerNames.pullRequest)?.value;
  if (pullRequestId === undefined || !/^\d+$/.test(pullRequestId)) {
    return { ignored: 'The build was not started for a pull request by Drawbridge.' };
  }
  const buildId = detail['build-id'].split(':build/')[1] ?? detail['build-id'];
  return defined({ pullRequestId, buildId, project: detail['project-name'] });
}
