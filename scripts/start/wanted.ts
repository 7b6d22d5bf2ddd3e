import { findEntry, isPattern } from '../../shared/config/find-entry.ts';
import { entriesIn, rulesFor } from '../../shared/config/rules-for.ts';
import type { Config } from '../../shared/config/schema.ts';
import { backupsOf, checksOf, type ExpectedCheck, once, replicasOf } from '../doctor/expected.ts';

/** A repository that the sandbox needs for the user's configuration. */
export interface WantedRepository {
  readonly name: string;
  /** The pattern that it stands for as an example. */
  readonly pattern?: string;
  /** A branch into which pull requests are built. */
  readonly branch: string;
}

/** What a configuration needs in a Region of the sandbox, and what of it belongs elsewhere. */
export interface Wanted {
  readonly repositories: readonly WantedRepository[];
  readonly checks: readonly ExpectedCheck[];
  /** The other Regions whose stacks the file has something for. */
  readonly elsewhere: readonly string[];
}

/**
 * What has to exist so that everything in the configuration has something to do in a Region: each repository that is
 * named for any job, one for each pattern, and the build projects that answer their checks.
 */
export function wantedIn(config: Config, region: string): Wanted {
  const entries = entriesIn(config, region).map(([entry]) => entry);
  const examples = entries.filter(isPattern).flatMap((pattern) => {
    const name = exampleOf(config, pattern);
    return name === undefined ? [] : [{ name, pattern }];
  });
  const names = once([
    ...entries.filter((entry) => !isPattern(entry)),
    ...replicasOf(config, region).map(({ repository }) => repository),
    ...backupsOf(config, region).map(({ repository }) => repository),
  ]);
  const repositories = [...names.map((name) => ({ name })), ...examples].map((repository) => ({
    ...repository,
    branch: branchInto(rulesFor(config, repository.name, region)?.pullRequests.into ?? ['*']),
  }));
  return {
    repositories,
    checks: checksOf(
      config,
      repositories.map(({ name }) => name),
      region,
    ),
    elsewhere: once(regionsOf(config)).filter((other) => other !== region),
  };
}

/** A name that falls under the pattern and under nothing else; nothing when every try is left out or taken. */
function exampleOf({ repositories }: Config, pattern: string): string | undefined {
  return ['example', 'trial', 'one', '1', 'x']
    .map((text) => pattern.replaceAll('*', text))
    .find((name) => findEntry(repositories, name) === pattern);
}

/** `main` where that is built; else the first pattern, with a word for what it leaves open. */
function branchInto(patterns: readonly string[]): string {
  const [first = 'main'] = patterns;
  if (patterns.some((pattern) => pattern === 'main' || pattern === '*')) return 'main';
  return first.replaceAll('*', 'example');
}

function regionsOf({ repositories, replication, backup }: Config): string[] {
  return [
    ...Object.values(repositories).flatMap(({ regions = [] }) => regions),
    ...Object.values(replication).map(({ from }) => from),
    ...Object.values(backup).flatMap(({ region }) => region ?? []),
  ];
}
