/** Links into the AWS console, for the partition that an ARN belongs to; none for a partition whose host is not known. */
export interface ConsolePlace {
  readonly partition: string;
  readonly region: string;
}

/** Reads partition, Region and account from any ARN. Nothing when it is not one. */
export function placeOf(arn: string): (ConsolePlace & { readonly account: string }) | undefined {
  const [prefix, partition, , region, account] = arn.split(':');
  if (prefix !== 'arn' || !partition || !region || !account) return undefined;
  return { partition, region, account };
}

/** The page of a build, with its log. */
export function buildLink(arn: string, project: string, buildId: string): string | undefined {
  const place = placeOf(arn);
  const host = place && consoleHost(place);
  if (!place || !host) return undefined;
  const build = encodeURIComponent(buildId);
  return `${host}/codesuite/codebuild/${place.account}/projects/${encodeURIComponent(project)}/build/${build}/?region=${place.region}`;
}

/** The page of a commit. */
export function commitLink(place: ConsolePlace, repository: string, commit: string): string | undefined {
  const host = consoleHost(place);
  if (!host) return undefined;
  return `${host}/codesuite/codecommit/repositories/${encodeURIComponent(repository)}/commit/${commit}?region=${place.region}`;
}

// As CodeCommit writes them in its own events. GovCloud has been seen with and without the Region in front.
function consoleHost(place: ConsolePlace): string | undefined {
  switch (place.partition) {
    case 'aws':
      return `https://${place.region}.console.aws.amazon.com`;
    case 'aws-cn':
      return `https://${place.region}.console.amazonaws.cn`;
    case 'aws-us-gov':
      return 'https://console.amazonaws-us-gov.com';
    default:
      return undefined;
  }
}
