import type { Problem } from './problem.ts';

/** The problems as a person reads them: one line each, in the form editors turn into a link, then what to do. */
export function describeProblems(fileName: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ path, line, column, message }) => {
    const subject = path === '' ? '' : `${path}: `;
    return `${fileName}:${line}:${column}  ${subject}${message}`;
  });
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [`${fileName} has ${count}:`, ...lines].join('\n');
}
