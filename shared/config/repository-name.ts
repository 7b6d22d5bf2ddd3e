import * as z from 'zod';

/** CodeCommit's rule for repository names (CreateRepository, AWS API reference); `.git` at the end is refused. */
export const RepositoryName = name(
  /^[A-Za-z0-9_.-]+$/,
  'a CodeCommit repository name holds only letters, digits, periods, hyphens and underscores',
);

/** The name of one repository, or a pattern in which `*` stands for any text. */
export const RepositoryPattern = name(
  /^[A-Za-z0-9_.*-]+$/,
  'a CodeCommit repository name holds only letters, digits, periods, hyphens and underscores; in a pattern * stands for any text',
);

function name(letters: RegExp, words: string) {
  return z
    .string()
    .max(100, 'a repository name has at most 100 characters')
    .regex(letters, words)
    .refine((text) => !text.endsWith('.git'), 'a CodeCommit repository name does not end in .git');
}
