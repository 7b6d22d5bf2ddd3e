import { matchesGlob } from '../core/glob.ts';

/** Whether an entry of `repositories` stands for every name that fits, and not for one repository. */
export function isPattern(name: string): boolean {
  return name.includes('*');
}

/** How much of a name a pattern prescribes: of two that fit, the one that prescribes more is meant. */
export function weightOf(pattern: string): number {
  return pattern.replaceAll('*', '').length;
}

/** Whether a name fits the pattern and is not left out of it again. */
export function fits(pattern: string, except: readonly string[] | undefined, name: string): boolean {
  return matchesGlob(pattern, name) && !except?.some((left) => matchesGlob(left, name));
}

/**
 * The entry that a repository falls under, in whatever Region: the one of its own name, else of the patterns it
 * fits the one with the most letters. There is one such pattern; a file with two is told to be ambiguous.
 */
export function findEntry(
  entries: Readonly<Record<string, { readonly except?: readonly string[] }>>,
  repository: string,
): string | undefined {
  if (Object.hasOwn(entries, repository)) return repository;
  let found: string | undefined;
  for (const name in entries) {
    if (!isPattern(name) || !fits(name, entries[name]?.except, repository)) continue;
    if (found === undefined || weightOf(name) > weightOf(found)) found = name;
  }
  return found;
}
