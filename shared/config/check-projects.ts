import { commonText } from './common-text.ts';
import type { Finding } from './describe-issue.ts';
import { findEntry, weightOf } from './find-entry.ts';
import { isTemplate, projectFor, repositoryIn } from './project-template.ts';
import { type RawBuild, type RawEntry, rawEntries, shareRegion } from './raw-entries.ts';

/** A build under one entry. */
interface Use {
  readonly entry: RawEntry;
  readonly build: RawBuild;
}

/**
 * Finds build projects that would answer more than one check, by name or for some repository that fits a pattern:
 * a build's event tells only its project. Takes the file as it was read, so that it works beside every other problem.
 */
export function findProjectProblems(file: unknown): Finding[] {
  const entries = rawEntries(file);
  const uses = entries.flatMap((entry) => (entry.builds ?? []).map((build) => ({ entry, build })));
  const named = uses.filter(({ entry }) => !entry.isPattern);
  const patterned = uses.filter(({ entry }) => entry.isPattern);
  const templates = patterned.filter(({ build }) => isTemplate(build.project));
  return once([
    ...patterned.filter(({ build }) => !isTemplate(build.project)).map(needsTemplate),
    ...named.flatMap(impossibleName),
    ...repeatedNames(named),
    ...namedAndPatterned(named, templates, entries),
    ...patternedTwice(templates, entries),
  ]);
}

function needsTemplate({ entry, build }: Use): Finding {
  return problem(
    build,
    `project ${build.project} would answer every repository that ${entry.name} fits; write {repository} in its name where theirs stands`,
  );
}

/** A repository's name may hold periods, a project's may not. */
function impossibleName({ entry, build }: Use): Finding[] {
  const project = nameOf({ entry, build });
  if (!isTemplate(build.project) || /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/.test(project)) return [];
  const message = `the project of its check ${build.check} would be ${project}, and a CodeBuild project name has 2 to 150 letters, digits, hyphens and underscores; name its project here`;
  return [{ path: ['repositories', entry.name], aspect: 'key', message }];
}

function repeatedNames(named: readonly Use[]): Finding[] {
  const firstUses = new Map<string, Use[]>();
  return named.flatMap((use) => {
    const earlier = firstUses.get(nameOf(use)) ?? [];
    firstUses.set(nameOf(use), [...earlier, use]);
    const first = earlier.find(({ entry }) => shareRegion(entry, use.entry));
    return first === undefined ? [] : [problem(use.build, answers(nameOf(use), first, first.entry.name))];
  });
}

function namedAndPatterned(
  named: readonly Use[],
  templates: readonly Use[],
  entries: readonly RawEntry[],
): Finding[] {
  const byName = Object.fromEntries(entries.map(({ name, except }) => [name, except ? { except } : {}]));
  return named.flatMap((use) => {
    for (const other of templates) {
      const repository = repositoryIn(other.build.project, nameOf(use));
      if (repository === undefined || !shareRegion(use.entry, other.entry)) continue;
      if (findEntry(byName, repository) !== other.entry.name) continue;
      return [problem(use.build, answers(nameOf(use), other, repository))];
    }
    return [];
  });
}

/** Two templates that give one name for two repositories, if both should ever exist. */
function patternedTwice(templates: readonly Use[], entries: readonly RawEntry[]): Finding[] {
  return templates.flatMap((use, index) => {
    for (const earlier of templates.slice(0, index)) {
      const project = projectOfBoth(earlier, use, entries);
      if (project === undefined) continue;
      const [first = '', second = ''] = [earlier, use].map(({ build }) =>
        repositoryIn(build.project, project),
      );
      const message = `project ${project} would answer check ${earlier.build.check} of repository ${first} and check ${use.build.check} of repository ${second}; give the checks names of projects that cannot meet, or leave such repositories out by except`;
      return [problem(use.build, message)];
    }
    return [];
  });
}

function projectOfBoth(one: Use, other: Use, entries: readonly RawEntry[]): string | undefined {
  if (!shareRegion(one.entry, other.entry)) return undefined;
  // One template gives each repository another project, so only the checks of one entry can meet.
  if (one.build.project === other.build.project)
    return one.entry === other.entry ? nameOf(one).replaceAll('*', 'x') : undefined;
  const projects = [one, other].map((use) => [nameOf(use)]);
  if (commonText(projects) === undefined) return undefined;
  const elsewhere = [one, other].flatMap(({ entry, build }) =>
    [...(entry.except ?? []), ...stronger(entry, entries)].map((name) => projectFor(build.project, name)),
  );
  return commonText(projects, elsewhere);
}

/** What falls under another entry although it fits this one. */
function stronger(entry: RawEntry, entries: readonly RawEntry[]): string[] {
  return entries
    .filter((other) => other !== entry && (!other.isPattern || weightOf(other.name) > weightOf(entry.name)))
    .filter((other) => !other.except && commonText([[entry.name], [other.name]]) !== undefined)
    .map(({ name }) => name);
}

function nameOf({ entry, build }: Use): string {
  return projectFor(build.project, entry.name);
}

function answers(project: string, { build }: Use, repository: string): string {
  return `project ${project} already answers check ${build.check} of repository ${repository}; give each check a project of its own, for a build's event tells only its project`;
}

function problem({ path }: RawBuild, message: string): Finding {
  return { path, aspect: 'value', message };
}

/** What stands in the defaults is wrong once, however many entries take it from there. */
function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((found) => [found.path.join('\n'), found])).values()];
}
