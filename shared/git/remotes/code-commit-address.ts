/**
 * The Region in the name of a CodeCommit git host, those of VPC endpoints and FIPS included; nothing for any other
 * host. The hosts are those the AWS CLI's credential helper knows, and China's.
 */
export function regionOfHost(host: string): string | undefined {
  return /^(?:vpce-.+\.)?git-codecommit(?:-fips)?\.([^.]+)\.(?:vpce\.)?amazonaws\.com(?:\.cn)?$/.exec(
    host,
  )?.[1];
}

/** Where git finds a repository (facts: AWS General Reference, "AWS CodeCommit endpoints"; China has its own domain). */
export function codeCommitUrl({ region, repository }: { region: string; repository: string }): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://git-codecommit.${region}.${domain}/v1/repos/${repository}`;
}
