import type { OnFailure } from '../build-runner.ts';

export type CommandPhase = 'install' | 'pre_build' | 'build' | 'post_build';

export interface PhaseSpec {
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  /** As written: `ABORT`, `CONTINUE`, `RETRY`, `RETRY-2`, `RETRY-2-regex`. */
  readonly onFailure: string | undefined;
  readonly runAs: string | undefined;
  readonly runtimeVersions: Readonly<Record<string, string>>;
}

export interface ReportSpec {
  /** Name or ARN of the group. */
  readonly group: string;
  readonly files: readonly string[];
  readonly baseDirectory: string;
  readonly fileFormat: string;
}

export interface ArtifactsSpec {
  readonly identifier: string | undefined;
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  readonly baseDirectory: string;
  readonly name: string | undefined;
  readonly discardPaths: boolean;
}

/** A buildspec, version 0.1 or 0.2, as far as the sandbox carries it out (facts, section 9). */
export interface Buildspec {
  readonly shell: string | undefined;
  readonly runAs: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly parameterStore: Readonly<Record<string, string>>;
  readonly secretsManager: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  readonly gitCredentialHelper: boolean;
  readonly phases: Readonly<Partial<Record<CommandPhase, PhaseSpec>>>;
  readonly reports: readonly ReportSpec[];
  readonly artifacts: ArtifactsSpec | undefined;
  readonly secondaryArtifacts: readonly ArtifactsSpec[];
}

/** How often a plain RETRY repeats (buildspec reference, on-failure). */
const RETRY_LIMIT = 3;

/**
 * What `on-failure` means for a failure with this message: a RETRY with a regular expression only counts when it
 * matches. Unknown words mean the usual way on.
 */
export function onFailureOf(written: string | undefined, message: string): OnFailure | undefined {
  if (written === 'ABORT' || written === 'CONTINUE') return { kind: written };
  const match = /^RETRY(?:-(\d+))?(?:-(.+))?$/.exec(written ?? '');
  if (!match) return undefined;
  const [, limit, pattern] = match;
  if (pattern !== undefined && !new RegExp(pattern).test(message)) return undefined;
  return { kind: 'RETRY', limit: limit === undefined ? RETRY_LIMIT : Number(limit) };
}
