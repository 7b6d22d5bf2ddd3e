import { type Document, LineCounter, parseDocument } from 'yaml';
import { findProjectProblems } from './check-projects.ts';
import { findReplicationProblems } from './check-replication.ts';
import { findRepositoryProblems } from './check-repositories.ts';
import { describeIssue, type Finding } from './describe-issue.ts';
import { describeYamlError } from './describe-yaml-error.ts';
import { knownKeysAt } from './known-keys.ts';
import { locate } from './locate.ts';
import { formatPath, type Problem } from './problem.ts';
import { Config, type ConfigFile } from './schema.ts';

export type LoadedConfig =
  | ({ readonly ok: true } & ConfigFile)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the text of `drawbridge.yml`: the configuration, or every problem at once in the order of the file.
 * Where the text is not YAML only that is told, because what it was meant to hold cannot be known.
 */
export function loadConfig(text: string): LoadedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const yamlProblems = document.errors.map((error) => describeYamlError(error, { document, lines }));
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY'))
    return { ok: false, problems: yamlProblems };
  const file = readFile(document);
  if (file.problem) return { ok: false, problems: [{ path: '', line: 1, column: 1, message: file.problem }] };

  const parsed = Config.safeParse(file.value, { reportInput: true });
  const findings: Finding[] = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => describeIssue(issue, knownKeysAt)),
    ...findRepositoryProblems(file.value),
    ...findProjectProblems(file.value),
    ...findReplicationProblems(file.value).map((found) => ({ ...found, aspect: 'value' as const })),
  ];
  const problems = [
    ...yamlProblems,
    ...withoutEchoes(findings).map(({ path, aspect, message }) => ({
      path: formatPath(path),
      ...locate(document, lines, { path, aspect }),
      message,
    })),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const { deploy, ...config } = parsed.data;
  return { ok: true, config, deploy };
}

/** A misspelt key is one mistake: that the key it stands for is missing then goes without saying. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap(({ path, means }) => (means ? [formatPath([...path.slice(0, -1), means])] : [])),
  );
  return findings.filter(({ path, isMissing }) => !(isMissing && meant.has(formatPath(path))));
}

function readFile(document: Document.Parsed): { value?: unknown; problem?: string } {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    return value == null
      ? { problem: 'the file is empty; it needs the keys version and repositories' }
      : { value };
  } catch (error) {
    // Aliases that refer to one another many times over; the library throws instead of growing without end.
    return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}
