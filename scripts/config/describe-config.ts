import { isPattern } from '../../shared/config/find-entry.ts';
import type { Config } from '../../shared/config/schema.ts';

/** What a configuration asks for, in one line for each of its parts. */
export function describeConfig(file: string, config: Config): string {
  const { repositories, replication, backup, redact } = config;
  const entries = Object.entries(repositories);
  const patterns = entries.filter(([name]) => isPattern(name));
  const checks = entries.flatMap(([, { pullRequests }]) => Object.keys(pullRequests.builds));
  const lines = [
    `pull requests  ${counted(entries.length - patterns.length, 'repository', 'repositories')} by name, ${counted(patterns.length, 'pattern')}, ${counted(checks.length, 'check')}`,
    `replication    ${counted(Object.keys(replication).length, 'replica')}`,
    `backup         ${counted(Object.keys(backup).length, 'backup')}`,
    `redact         ${counted(redact.length, 'expression')} of your own`,
  ];
  return [`${file} is in order.`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? 'no' : count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
