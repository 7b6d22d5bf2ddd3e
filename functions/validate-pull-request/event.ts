import * as z from 'zod';
import { markerNames } from '../../shared/core/build-marker.ts';

/** What this function is asked: to bring one pull request up to date. `buildId` is a hint at what changed. */
export interface PullRequestRequest {
  readonly pullRequestId: string;
  readonly buildId?: string;
}

/** An event that fits but concerns no pull request of ours. */
export interface NothingToDo {
  readonly ignored: string;
}

const PullRequestStateChange = z.object({
  source: z.literal('aws.codecommit'),
  'detail-type': z.literal('CodeCommit Pull Request State Change'),
  detail: z.object({ pullRequestId: z.string().regex(/^\d+$/) }),
});

const BuildStateChange = z.object({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  detail: z.object({
    'build-id': z.string().regex(/^arn:[^:]+:codebuild:[^:]+:\d{12}:build\/[^:]+:.+$/),
    'additional-information': z.object({
      environment: z
        .object({
          'environment-variables': z
            .array(z.object({ name: z.string(), value: z.string().optional(), type: z.string().optional() }))
            .default([]),
        })
        .optional(),
    }),
  }),
});

const DueWork = z.object({ drawbridge: z.literal('due'), pullRequestId: z.string().regex(/^\d+$/) });

/** What the function accepts; only the fields it reads. */
export const Event = z.union([
  PullRequestStateChange.transform(
    ({ detail }): PullRequestRequest => ({ pullRequestId: detail.pullRequestId }),
  ),
  BuildStateChange.transform(({ detail }) => requestOfBuild(detail)),
  DueWork.transform(({ pullRequestId }): PullRequestRequest => ({ pullRequestId })),
]);

function requestOfBuild(
  detail: z.infer<typeof BuildStateChange>['detail'],
): PullRequestRequest | NothingToDo {
  const variables = detail['additional-information'].environment?.['environment-variables'] ?? [];
  const pullRequestId = variables.find(({ name }) => name === markerNames.pullRequest)?.value;
  if (pullRequestId === undefined || !/^\d+$/.test(pullRequestId)) {
    return { ignored: 'The build was not started for a pull request by Drawbridge.' };
  }
  return { pullRequestId, buildId: detail['build-id'].split(':build/')[1] ?? detail['build-id'] };
}
