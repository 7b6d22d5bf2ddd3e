import type {
  EnvironmentVariable,
  LogsConfig,
  ProjectArtifacts,
  ProjectEnvironment,
  ProjectSource,
} from './project.ts';

/** What StartBuild takes, as far as the sandbox acts on it; the other overrides are accepted and have no meaning here. */
export interface StartBuildInput {
  readonly projectName: string;
  readonly sourceVersion?: string;
  readonly sourceTypeOverride?: ProjectSource['type'];
  readonly sourceLocationOverride?: string;
  readonly gitCloneDepthOverride?: number;
  readonly buildspecOverride?: string;
  readonly secondarySourcesOverride?: readonly ProjectSource[];
  readonly secondarySourcesVersionOverride?: readonly { sourceIdentifier: string; sourceVersion: string }[];
  readonly environmentVariablesOverride?: readonly EnvironmentVariable[];
  readonly environmentTypeOverride?: string;
  readonly imageOverride?: string;
  readonly computeTypeOverride?: string;
  readonly privilegedModeOverride?: boolean;
  readonly imagePullCredentialsTypeOverride?: ProjectEnvironment['imagePullCredentialsType'];
  readonly serviceRoleOverride?: string;
  readonly artifactsOverride?: ProjectArtifacts;
  readonly secondaryArtifactsOverride?: readonly ProjectArtifacts[];
  readonly logsConfigOverride?: LogsConfig;
  readonly cacheOverride?: { readonly type: string };
  readonly encryptionKeyOverride?: string;
  readonly timeoutInMinutesOverride?: number;
  readonly queuedTimeoutInMinutesOverride?: number;
  readonly autoRetryLimitOverride?: number;
  readonly idempotencyToken?: string;
}
