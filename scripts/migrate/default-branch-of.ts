import { codeCommitRepositories } from '../../shared/aws/codecommit-repositories.ts';
import type { Advertisement } from '../../shared/git/remote-types.ts';
import { regionOfHost } from '../../shared/git/remotes/code-commit-address.ts';

/** The source's default branch, short: as its server tells, or as CodeCommit's API does for a repository of its own. */
export async function defaultBranchOf(
  address: string,
  {
    listed,
    environment,
  }: {
    readonly listed: Advertisement;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): Promise<string | undefined> {
  const short = listed.defaultBranch?.replace(/^refs\/heads\//, '');
  if (short !== undefined) return short;
  const source = codeCommitSource(address, environment);
  return source && (await codeCommitRepositories({ region: source.region }).get(source.name))?.defaultBranch;
}

function codeCommitSource(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): { name: string; region: string } | undefined {
  const usual = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  const [, given, repository] = /^codecommit:(?::([a-z0-9-]+):)?\/\/([\w.-]+)$/.exec(address) ?? [];
  const { hostname, pathname } = URL.parse(address) ?? { hostname: '', pathname: '' };
  const name = repository ?? pathname.replace(/^.*\//, '');
  const region = repository === undefined ? regionOfHost(hostname) : (given ?? usual);
  return region === undefined ? undefined : { name, region };
}
