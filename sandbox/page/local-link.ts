/** The place on this page that a link into the AWS console stands for; any other link stays as it is. */
export function localLink(address: string): string {
  const console =
    /^https:\/\/[^/]*console[^/]*\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)(?<path>\/.*)$/.exec(
      address,
    );
  const path = console?.groups?.['path'];
  if (path === undefined) return address;
  const region = /[?&]region=([a-z0-9-]+)/.exec(path)?.[1] ?? 'us-east-1';
  const build = /\/codebuild\/\d+\/projects\/[^/]+\/build\/([^/?]+)/.exec(path)?.[1];
  if (build !== undefined) return `/${region}/builds/${build}`;
  const commit = /\/codecommit\/repositories\/([^/]+)\/commit\/([0-9a-f]+)/.exec(path);
  if (commit !== null) return `/${region}/repositories/${commit[1]}/commits/${commit[2]}`;
  const pullRequest = /\/codecommit\/repositories\/[^/]+\/pull-requests\/(\d+)/.exec(path)?.[1];
  return pullRequest === undefined ? address : `/${region}/pull-requests/${pullRequest}`;
}
