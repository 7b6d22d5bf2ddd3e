import { namedRepositories, type Repositories, rulesFor } from '../../shared/config/rules-for.ts';
import type { Config } from '../../shared/config/schema.ts';
import { type BackupRules, backupsIn } from '../../shared/core/backup-rules.ts';

/** A check of a repository, and the build project that answers it. */
export interface ExpectedCheck {
  readonly repository: string;
  readonly check: string;
  readonly project: string;
}

/** A replica that this Region's stack keeps. */
export interface ExpectedReplica {
  readonly name: string;
  readonly repository: string;
  readonly region: string;
}

/**
 * Every check that the stack of a Region answers: of the repositories that the configuration names, there or not, and
 * of those among the existing that fit one of its patterns.
 */
export function checksOf(config: Repositories, existing: readonly string[], region: string): ExpectedCheck[] {
  return once([...namedRepositories(config, region), ...existing]).flatMap((repository) =>
    Object.entries(rulesFor(config, repository, region)?.pullRequests.builds ?? {}).map(
      ([check, { project }]) => ({ repository, check, project }),
    ),
  );
}

/** The replicas of a Region's repositories. */
export function replicasOf({ replication }: Pick<Config, 'replication'>, region: string): ExpectedReplica[] {
  return Object.entries(replication)
    .filter(([, { from }]) => from === region)
    .map(([name, { repository, to }]) => ({ name, repository, region: to }));
}

/** The backups of a Region's stack. */
export function backupsOf(
  { backup }: Pick<Config, 'backup'>,
  region: string,
): readonly (BackupRules & { readonly name: string })[] {
  return Object.entries(backupsIn(backup, region)).map(([name, rules]) => ({ name, ...rules }));
}

/** Each once, in order. */
export function once(names: readonly string[]): string[] {
  return [...new Set(names)];
}
