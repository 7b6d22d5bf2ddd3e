import { loadConfig } from '../../../../shared/config/load.ts';
import type { Config } from '../../../../shared/config/schema.ts';

/** The repository that every run looks after. */
export const repositoryName = 'harbor-ledger';

/** The configuration with one check, and with two. */
export const configs: Readonly<Record<1 | 2, Config>> = {
  1: load(['unit']),
  2: load(['unit', 'lint']),
};

/** The project that answers a check. */
export function projectOf(check: string): string {
  return `harbor-${check}`;
}

function load(checks: readonly string[]): Config {
  const builds = checks.map((check) => `        ${check}: { project: ${projectOf(check)}, timeout: 10m }`);
  const loaded = loadConfig(
    [
      'version: 1',
      'repositories:',
      `  ${repositoryName}:`,
      '    pull-requests:',
      '      into: [main]',
      '      builds:',
      ...builds,
    ].join('\n'),
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
