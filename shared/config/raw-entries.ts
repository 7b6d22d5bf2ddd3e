import { isPattern } from './find-entry.ts';
import type { ConfigPath } from './problem.ts';
import { entriesOf, property, textsOf } from './raw-file.ts';

/** One entry of `repositories` as far as it can be read, with the defaults in it. */
export interface RawEntry {
  readonly name: string;
  readonly isPattern: boolean;
  readonly except: readonly string[] | undefined;
  readonly regions: readonly string[] | undefined;
  /** Where its builds would stand were they its own, as deep as the file goes. */
  readonly buildsAt: ConfigPath;
  /** Nothing when neither the entry nor the defaults name any. */
  readonly builds: readonly RawBuild[] | undefined;
}

export interface RawBuild {
  readonly check: string;
  readonly project: string;
  /** Where the project is named: in the entry, or in the defaults. */
  readonly path: ConfigPath;
}

/** The entries of a file that may be wrong elsewhere; what is not a map of builds is told by the schema. */
export function rawEntries(file: unknown): RawEntry[] {
  const defaults = property(file, 'defaults');
  return entriesOf(property(file, 'repositories')).map(([name, entry]) => {
    const at = ['repositories', name, 'pull-requests'];
    const isThere = property(entry, 'pull-requests') !== undefined;
    return {
      name,
      isPattern: isPattern(name),
      except: textsOf(property(entry, 'except')),
      regions: textsOf(property(entry, 'regions') ?? property(defaults, 'regions')),
      buildsAt: isThere ? [...at, 'builds'] : at,
      builds: buildsOf(entry, at) ?? buildsOf(defaults, ['defaults', 'pull-requests']),
    };
  });
}

function buildsOf(holder: unknown, at: ConfigPath): RawBuild[] | undefined {
  const builds = property(property(holder, 'pull-requests'), 'builds');
  if (builds === undefined) return undefined;
  return entriesOf(builds).flatMap(([check, build]) => {
    const project = property(build, 'project');
    return typeof project === 'string' ? [{ check, project, path: [...at, 'builds', check, 'project'] }] : [];
  });
}

/** Whether some Region has both; an entry that names none is in every Region. */
export function shareRegion(one: RawEntry, other: RawEntry): boolean {
  if (one.regions === undefined || other.regions === undefined) return true;
  return one.regions.some((region) => other.regions?.includes(region));
}
