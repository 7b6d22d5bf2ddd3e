import { isPattern } from '../../../shared/config/find-entry.ts';
import { entriesIn, namedRepositories, rulesFor } from '../../../shared/config/rules-for.ts';
import { backupsOf, once, replicasOf } from '../expected.ts';
import { type Finding, findingsOf, type Job } from '../finding.ts';
import type { Look } from '../look.ts';
import { namesOf } from '../words.ts';

export interface RepositoryFacts {
  /** What the configuration names, by the job it is for. */
  readonly wanted: Readonly<Partial<Record<Job, readonly string[]>>>;
  /** What falls under each pattern of the configuration; what has an entry of its own does not. */
  readonly fitting: Readonly<Record<string, readonly string[]>>;
  /** What exists in the account and Region. */
  readonly existing: readonly string[];
}

/** Whether every repository that the configuration names exists, and which fall under its patterns. */
export const repositoriesLook: Look<RepositoryFacts> = {
  job: 'pull requests',
  subject: 'the repositories',
  async gather({ config, region, existing: list }) {
    const existing = await list();
    const patterns = entriesIn(config, region).flatMap(([entry]) => (isPattern(entry) ? [entry] : []));
    const fits = (pattern: string) =>
      existing.filter((name) => rulesFor(config, name, region)?.entry === pattern);
    return {
      wanted: {
        'pull requests': namedRepositories(config, region),
        replication: once(replicasOf(config, region).map(({ repository }) => repository)),
        backups: once(backupsOf(config, region).map(({ repository }) => repository)),
      },
      fitting: Object.fromEntries(patterns.map((pattern) => [pattern, fits(pattern)])),
      existing,
    };
  },
  assess({ wanted, fitting, existing }, { region }) {
    const known = new Set(existing);
    return [
      ...Object.entries(wanted).flatMap(([job, names]) => assessNames(job as Job, names, { known, region })),
      ...Object.entries(fitting).map(([pattern, names]) => assessPattern(pattern, names, region)),
    ];
  },
};

function assessNames(
  job: Job,
  names: readonly string[],
  { known, region }: { readonly known: ReadonlySet<string>; readonly region: string },
): Finding[] {
  const { ok, fails } = findingsOf(job);
  const there = names.filter((name) => known.has(name));
  const missing = names.filter((name) => !known.has(name));
  const told = there.length === 1 ? `repository ${there[0]} exists` : `repositories ${namesOf(there)} exist`;
  return [
    ...(there.length > 0 ? [ok(told)] : []),
    ...missing.map((name) =>
      fails(
        `repository ${name} does not exist in ${region}`,
        `Make it (aws codecommit create-repository --repository-name ${name} --region ${region}), or mend its name in drawbridge.yml.`,
      ),
    ),
  ];
}

function assessPattern(pattern: string, names: readonly string[], region: string): Finding {
  const { ok, fails } = findingsOf('pull requests');
  if (names.length > 0)
    return ok(`under ${pattern} ${names.length === 1 ? 'falls' : 'fall'} ${namesOf(names)}`);
  return fails(
    `no repository in ${region} falls under ${pattern}`,
    'Mend the pattern in drawbridge.yml. One that is for repositories to come holds from the first of them on.',
  );
}
