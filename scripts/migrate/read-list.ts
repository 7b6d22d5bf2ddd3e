import { RepositoryName } from '../../shared/config/repository-name.ts';

/** One repository to be migrated. */
export interface MigrationJob {
  readonly url: string;
  readonly repository: string;
}

/**
 * Reads a list of migrations: a line each with an address and a name, blank lines and lines that begin with `#` left
 * out. Throws all that is wrong with it at once, each with its line.
 */
export function readList(name: string, text: string): MigrationJob[] {
  const problems: string[] = [];
  const jobs = new Map<string, MigrationJob & { readonly line: number }>();
  for (const { line, words } of linesOf(text)) {
    const [url = '', repository = ''] = words;
    const before = jobs.get(repository);
    if (words.length !== 2)
      problems.push(
        `${name}:${line}  a line is an address and a repository name, and this has ${count(words.length)}`,
      );
    else if (before)
      problems.push(`${name}:${line}  ${repository} is the repository of line ${before.line} already`);
    else jobs.set(repository, { url, repository, line });
  }
  if (problems.length > 0) throw new Error(`Nothing was migrated.\n${problems.join('\n')}`);
  if (jobs.size === 0) throw new Error(`${name} names no repository: write lines of an address and a name.`);
  return [...jobs.values()].map(({ url, repository }) => ({ url, repository }));
}

function linesOf(text: string): { line: number; words: string[] }[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, words: content.trim().split(/\s+/) }))
    .filter(({ words: [first = ''] }) => first !== '' && !first.startsWith('#'));
}

/** Why CodeCommit would refuse a name; nothing when it would not. */
export function problemOfName(repository: string): string | undefined {
  const parsed = RepositoryName.safeParse(repository);
  if (parsed.success) return undefined;
  return `CodeCommit takes no repository named ${JSON.stringify(repository)}: ${parsed.error.issues[0]?.message}.`;
}

function count(words: number): string {
  return words === 1 ? 'one word' : `${words} words`;
}
