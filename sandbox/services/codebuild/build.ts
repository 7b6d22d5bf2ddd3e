import type {
  EnvironmentVariable,
  LogsConfig,
  ProjectArtifacts,
  ProjectEnvironment,
  ProjectSource,
} from './project.ts';

/** A phase that a runner carries out; the others are the controller's own. */
export type RunnerPhase =
  | 'PROVISIONING'
  | 'DOWNLOAD_SOURCE'
  | 'INSTALL'
  | 'PRE_BUILD'
  | 'BUILD'
  | 'POST_BUILD'
  | 'UPLOAD_ARTIFACTS'
  | 'FINALIZING';

export type PhaseType = 'SUBMITTED' | 'QUEUED' | RunnerPhase | 'COMPLETED';

export type BuildStatus = 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'IN_PROGRESS' | 'STOPPED';

export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

export interface BuildPhase {
  readonly phaseType: PhaseType;
  phaseStatus?: BuildStatus;
  readonly startTime: Date;
  endTime?: Date;
  durationInSeconds?: number;
  contexts?: readonly PhaseContext[];
}

export interface BuildArtifacts {
  readonly location: string;
  readonly md5sum?: string;
  readonly sha256sum?: string;
  readonly artifactIdentifier?: string;
}

export interface BuildLogs {
  readonly groupName?: string;
  readonly streamName?: string;
  readonly deepLink: string;
  readonly cloudWatchLogsArn: string;
  readonly cloudWatchLogs: NonNullable<LogsConfig['cloudWatchLogs']>;
}

/** Automatic repeats of a failed build (API reference, AutoRetryConfig). */
export interface AutoRetryConfig {
  readonly autoRetryLimit: number;
  readonly autoRetryNumber: number;
  nextAutoRetry?: string;
  readonly previousAutoRetry?: string;
}

/** What a build finds out while it runs. */
export interface BuildFindings {
  resolvedSourceVersion?: string;
  exportedEnvironmentVariables?: readonly EnvironmentVariable[];
  artifacts?: BuildArtifacts;
  secondaryArtifacts?: readonly BuildArtifacts[];
  reportArns?: readonly string[];
}

/** A build as BatchGetBuilds shows it. */
export interface Build extends BuildFindings {
  /** `PROJECT:UUID`. */
  readonly id: string;
  readonly arn: string;
  readonly buildNumber: number;
  readonly projectName: string;
  readonly startTime: Date;
  endTime?: Date;
  currentPhase: PhaseType;
  buildStatus: BuildStatus;
  buildComplete: boolean;
  readonly phases: BuildPhase[];
  readonly initiator: string;
  readonly sourceVersion?: string;
  readonly source: ProjectSource;
  readonly secondarySources: readonly ProjectSource[];
  readonly secondarySourceVersions: readonly { sourceIdentifier: string; sourceVersion: string }[];
  readonly environment: ProjectEnvironment & { environmentVariables: readonly EnvironmentVariable[] };
  readonly cache: { readonly type: string };
  readonly serviceRole: string;
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  readonly encryptionKey: string;
  logs: BuildLogs;
  autoRetryConfig?: AutoRetryConfig;
}

/** What a build shall do that its record does not show: where artifacts go, and what it logs. */
export interface BuildPlan {
  readonly artifacts: ProjectArtifacts;
  readonly secondaryArtifacts: readonly ProjectArtifacts[];
  readonly logsConfig: LogsConfig;
}

/** A copy for callers, so that what they hold does not change under them. */
export function snapshotOf(build: Build): Build {
  return { ...build, phases: build.phases.map((phase) => ({ ...phase })) };
}

/** The first phase that did not succeed, if any. */
export function failedPhaseOf(build: Build): BuildPhase | undefined {
  return build.phases.find(({ phaseStatus }) => phaseStatus !== undefined && phaseStatus !== 'SUCCEEDED');
}
