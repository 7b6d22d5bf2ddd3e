import { commonText } from './common-text.ts';
import type { Finding } from './describe-issue.ts';
import { weightOf } from './find-entry.ts';
import { type RawEntry, rawEntries } from './raw-entries.ts';

/**
 * What must hold for each entry of `repositories` and between them: it says what is built, leaves out only what it
 * names, and of two patterns that a repository fits one is longer. Takes the file as it was read, so that it works
 * beside every other problem.
 */
export function findRepositoryProblems(file: unknown): Finding[] {
  const entries = rawEntries(file);
  return [
    ...entries.flatMap(withoutBuilds),
    ...entries.flatMap(wrongExceptions),
    ...ambiguities(entries.filter((entry) => entry.isPattern)),
  ];
}

function withoutBuilds({ builds, buildsAt }: RawEntry): Finding[] {
  if (builds !== undefined) return [];
  const expected = buildsAt.at(-1) === 'builds' ? 'a map of names' : 'a map of keys';
  const message = `is missing; expected ${expected}, here or in defaults`;
  return [{ path: buildsAt, aspect: 'key', isMissing: true, message }];
}

function wrongExceptions({ name, isPattern, except }: RawEntry): Finding[] {
  const path = ['repositories', name, 'except'];
  if (except === undefined) return [];
  if (!isPattern)
    return [
      { path, aspect: 'key', message: `is for patterns only, and ${name} is the name of one repository` },
    ];
  return except.flatMap((one, index): Finding[] =>
    commonText([[name], [one]]) === undefined
      ? [
          {
            path: [...path, index],
            aspect: 'value',
            message: `fits nothing that ${name} fits; found "${one}"`,
          },
        ]
      : [],
  );
}

/** Patterns that prescribe as many letters, and a name that fits both of them. */
function ambiguities(patterns: readonly RawEntry[]): Finding[] {
  return patterns.flatMap((pattern, index): Finding[] => {
    for (const earlier of patterns.slice(0, index)) {
      const name = nameOfBoth(earlier, pattern);
      if (name === undefined) continue;
      const message = `fits repositories such as ${name}, and so does ${earlier.name}, which is as long; leave them out of one by except, or name them in an entry of their own`;
      return [{ path: ['repositories', pattern.name], aspect: 'key', message }];
    }
    return [];
  });
}

function nameOfBoth(one: RawEntry, other: RawEntry): string | undefined {
  if (weightOf(one.name) !== weightOf(other.name)) return undefined;
  return commonText([[one.name], [other.name]], [...(one.except ?? []), ...(other.except ?? [])]);
}
