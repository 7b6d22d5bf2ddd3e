import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import type { ArtifactsSpec, Buildspec, CommandPhase, PhaseSpec, ReportSpec } from './buildspec.ts';
import { PhaseFailure } from './phase-failure.ts';

type Fields = Readonly<Record<string, unknown>>;

const PHASES: readonly CommandPhase[] = ['install', 'pre_build', 'build', 'post_build'];

/** Reads a buildspec. Declines with YAML_FILE_ERROR what CodeBuild declines (its own words where known). */
export function parseBuildspec(text: string): Buildspec {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem) throw yamlError(problem.message);
  const spec = fieldsOf(document.toJS() as unknown);
  const version = String(spec['version'] ?? '');
  if (version !== '0.2' && version !== '0.1') {
    throw yamlError(`invalid buildspec version "${version}", expecting 0.1 or 0.2`);
  }
  const phases = fieldsOf(spec['phases']);
  for (const phase of PHASES) requireTexts(document, lines, phase);
  const env = fieldsOf(spec['env']);
  const artifacts = fieldsOf(spec['artifacts']);
  return {
    shell: textOf(env['shell']),
    runAs: textOf(spec['run-as']),
    variables: textsByName(env['variables']),
    parameterStore: textsByName(env['parameter-store']),
    secretsManager: textsByName(env['secrets-manager']),
    exportedVariables: textsOf(env['exported-variables']),
    gitCredentialHelper: isYes(env['git-credential-helper']),
    phases: Object.fromEntries(
      PHASES.flatMap((phase) => (phase in phases ? [[phase, phaseOf(fieldsOf(phases[phase]))]] : [])),
    ),
    reports: Object.entries(fieldsOf(spec['reports'])).map(reportOf),
    artifacts: 'files' in artifacts ? artifactsOf(undefined, artifacts) : undefined,
    secondaryArtifacts: Object.entries(fieldsOf(artifacts['secondary-artifacts'])).map(([id, one]) =>
      artifactsOf(id, fieldsOf(one)),
    ),
  };
}

function phaseOf(phase: Fields): PhaseSpec {
  return {
    commands: textsOf(phase['commands']),
    finally: textsOf(phase['finally']),
    onFailure: textOf(phase['on-failure']),
    runAs: textOf(phase['run-as']),
    runtimeVersions: textsByName(phase['runtime-versions']),
  };
}

function reportOf([group, report]: [string, unknown]): ReportSpec {
  const fields = fieldsOf(report);
  return {
    group,
    files: textsOf(fields['files']),
    baseDirectory: textOf(fields['base-directory']) ?? '.',
    fileFormat: (textOf(fields['file-format']) ?? 'JUNITXML').toUpperCase(),
  };
}

function artifactsOf(identifier: string | undefined, fields: Fields): ArtifactsSpec {
  return {
    identifier,
    files: textsOf(fields['files']),
    excludePaths: textsOf(fields['exclude-paths']),
    baseDirectory: textOf(fields['base-directory']) ?? '.',
    name: textOf(fields['name']),
    discardPaths: isYes(fields['discard-paths']),
  };
}

/** A command with an unquoted `: ` reads as a map; CodeBuild says so with these words. */
function requireTexts(document: Document, lines: LineCounter, phase: CommandPhase): void {
  for (const list of ['commands', 'finally']) {
    const commands = document.getIn(['phases', phase, list]);
    const items = (commands as { items?: unknown[] } | undefined)?.items ?? [];
    items.forEach((item, index) => {
      if (!isMap(item)) return;
      const { line } = lines.linePos(item.range?.[0] ?? 0);
      throw yamlError(
        `Expected Commands[${index}] to be of string type: found subkeys instead at line ${line}, value of the key tag on line ${line - 1} might be empty`,
      );
    });
  }
}

function yamlError(message: string): PhaseFailure {
  return new PhaseFailure('YAML_FILE_ERROR', message);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function textsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function textsByName(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, text]) => [name, String(text)]));
}

function isYes(value: unknown): boolean {
  return value === true || value === 'yes';
}
