import * as z from 'zod';

/** CodeCommit's rule for repository names (CreateRepository, AWS API reference); `.git` at the end is refused. */
export const RepositoryName = z
  .string()
  .max(100, 'a repository name has at most 100 characters')
  .regex(
    /^[A-Za-z0-9_.-]+$/,
    'a CodeCommit repository name holds only letters, digits, periods, hyphens and underscores',
  )
  .refine((name) => !name.endsWith('.git'), 'a CodeCommit repository name does not end in .git');
