import type { Build } from './build.ts';

/**
 * The plaintext variables by which a build tells which check it answers. They come back in CodeBuild's events and
 * in BatchGetBuilds, so a build can be recognised without any memory of having started it. They are at the same
 * time what a buildspec may use.
 */
export const markerNames = {
  pullRequest: 'DRAWBRIDGE_PULL_REQUEST_ID',
  check: 'DRAWBRIDGE_CHECK',
  sourceBranch: 'DRAWBRIDGE_SOURCE_BRANCH',
  destinationBranch: 'DRAWBRIDGE_DESTINATION_BRANCH',
} as const;

export interface BuildMarker {
  readonly pullRequestId: string;
  readonly check: string;
  readonly commit: string;
}

/** Which check of which pull request a build answers; nothing for a build that somebody else started. */
export function markerOf(build: Pick<Build, 'variables' | 'sourceVersion'>): BuildMarker | undefined {
  const pullRequestId = build.variables[markerNames.pullRequest];
  const check = build.variables[markerNames.check];
  if (!pullRequestId || !check || !build.sourceVersion) return undefined;
  return { pullRequestId, check, commit: build.sourceVersion };
}
